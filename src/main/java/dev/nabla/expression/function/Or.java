package dev.nabla.expression.function;

import dev.nabla.kernel.ScaledDoubleDouble;

/** The operator {@code or}. */
public record Or() implements Condition {

    @Override
    public boolean holds(double a, double b) {
        return a != 0 || b != 0;
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
        return ScaledDoubleDouble.of(value(a.sign(), b.sign()));
    }

    @Override
    public String symbol() {
        return "\\lor";
    }
}
