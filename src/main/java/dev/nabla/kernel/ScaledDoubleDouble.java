package dev.nabla.kernel;

/**
 * A double-double number with an exponent of its own, {@code significand · 2^exponent}: for products that are in the range
 * of float64 although a factor may overflow or underflow.
 */
public record ScaledDoubleDouble(DoubleDouble significand, int exponent) {

    private static final int LIFT = 128;

    public static ScaledDoubleDouble of(double number) {
        return of(DoubleDouble.of(number));
    }

    /** A number whose significand is between 1 and 2 in size, or is zero, infinite or NaN. */
    public static ScaledDoubleDouble of(DoubleDouble number) {
        double size = Math.abs(number.hi());
        if (!(size > 0 && size <= Double.MAX_VALUE)) {
            return new ScaledDoubleDouble(number, 0);
        }
        boolean isSmall = size < 0x1p-900;
        DoubleDouble lifted = isSmall ? number.times(0x1p128) : number;
        int exponent = Math.getExponent(lifted.hi());
        return new ScaledDoubleDouble(
                new DoubleDouble(Math.scalb(lifted.hi(), -exponent), Math.scalb(lifted.lo(), -exponent)),
                isSmall ? exponent - LIFT : exponent);
    }

    public ScaledDoubleDouble times(ScaledDoubleDouble factor) {
        return new ScaledDoubleDouble(significand.times(factor.significand), exponent + factor.exponent);
    }

    public ScaledDoubleDouble times(DoubleDouble factor) {
        return times(of(factor));
    }

    public ScaledDoubleDouble times(double factor) {
        return times(of(factor));
    }

    public ScaledDoubleDouble minus(ScaledDoubleDouble other) {
        if (other.significand.isZero()) {
            return this;
        }
        int common = significand.isZero() ? other.exponent : Math.max(exponent, other.exponent);
        return new ScaledDoubleDouble(significandAt(common).minus(other.significandAt(common)), common);
    }

    /** The significand that belongs to a larger exponent. */
    private DoubleDouble significandAt(int common) {
        return new DoubleDouble(Math.scalb(significand.hi(), exponent - common),
                Math.scalb(significand.lo(), exponent - common));
    }

    public ScaledDoubleDouble dividedBy(DoubleDouble divisor) {
        ScaledDoubleDouble scaled = of(divisor);
        return new ScaledDoubleDouble(significand.dividedBy(scaled.significand), exponent - scaled.exponent);
    }

    /** This number in the range of float64; the low part is rounded if it is subnormal. */
    public DoubleDouble toDoubleDouble() {
        double high = value();
        return Double.isFinite(high)
                ? new DoubleDouble(high, Math.scalb(significand.lo(), exponent))
                : DoubleDouble.of(high);
    }

    /** This number rounded to float64. */
    public double value() {
        return Math.scalb(significand.hi(), exponent);
    }
}
