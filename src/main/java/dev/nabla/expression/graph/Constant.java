package dev.nabla.expression.graph;

import dev.nabla.kernel.DoubleDouble;

/**
 * A number.
 *
 * @param tex how it is written; empty for its decimal digits
 * @param exact the number with more digits, of which float64 has the first
 */
public record Constant(DoubleDouble exact, String tex, boolean isBoolean) implements Source {

    public static Constant of(double value) {
        return new Constant(DoubleDouble.of(value), "", false);
    }

    public double value() {
        return exact.hi();
    }
}
