package dev.nabla.kernel;

import org.jspecify.annotations.Nullable;

/**
 * A factor of many numbers: a double-double number, or one with an exponent of its own where that is out of range. Each product
 * is rounded once; it is finite wherever that is.
 *
 * @param rounded the factor, rounded to double-double
 * @param exact the factor where {@code rounded} has overflowed or lost digits; else {@code null}
 */
public record ScaleFactor(DoubleDouble rounded, @Nullable ScaledDoubleDouble exact) {

    public static ScaleFactor of(ScaledDoubleDouble number) {
        return new ScaleFactor(number.toDoubleDouble(), number.isDoubleDouble() ? null : number);
    }

    /** The product with another factor. */
    public ScaleFactor times(double factor) {
        DoubleDouble product = rounded.times(factor);
        return exact == null && (factor == 0 || ScaledDoubleDouble.isInRange(product))
                ? new ScaleFactor(product, null)
                : of(scaled().times(factor));
    }

    /** The product with a number. */
    public double product(double number) {
        return exact == null ? rounded.times(number).value() : exact.times(number).value();
    }

    /** The product with a number. */
    public double product(DoubleDouble number) {
        return exact == null ? number.times(rounded).value() : exact.times(number).value();
    }

    /** Multiplies each element of a range. */
    public void scale(double[] values, int from, int to) {
        if (exact == null) {
            DoubleArrays.scale(values, from, to, rounded);
        } else {
            for (int i = from; i < to; i++) {
                values[i] = product(values[i]);
            }
        }
    }

    /** The exponent of the factor to the base 2. */
    public int exponent() {
        return exact == null ? Math.getExponent(rounded.hi()) : exact.exponent();
    }

    public ScaledDoubleDouble scaled() {
        return exact == null ? ScaledDoubleDouble.of(rounded) : exact;
    }
}
