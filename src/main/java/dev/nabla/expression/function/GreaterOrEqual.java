package dev.nabla.expression.function;

/** The operator {@code >=}. */
public record GreaterOrEqual() implements Condition {

    @Override
    public boolean holds(double a, double b) {
        return a >= b;
    }

    @Override
    public String symbol() {
        return "\\ge";
    }
}
