package dev.nabla.kernel;

/**
 * A double-double number with an exponent of its own, {@code significand · 2^exponent}: for products that are in the range
 * of float64 although a factor may overflow or underflow.
 */
public record ScaledDoubleDouble(DoubleDouble significand, int exponent) {

    public static final ScaledDoubleDouble ZERO = new ScaledDoubleDouble(DoubleDouble.ZERO, 0);
    public static final ScaledDoubleDouble ONE = new ScaledDoubleDouble(DoubleDouble.ONE, 0);

    private static final int LIFT = 128;
    private static final int FRACTION_BITS = 52;

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
                new DoubleDouble(scaled(lifted.hi(), -exponent), scaled(lifted.lo(), -exponent)),
                isSmall ? exponent - LIFT : exponent);
    }

    /** 2<sup>exponent</sup>. */
    public static ScaledDoubleDouble power(int exponent) {
        return new ScaledDoubleDouble(DoubleDouble.ONE, exponent);
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

    /** The product, except that 0 times infinity is 0. */
    public ScaledDoubleDouble timesOrZero(ScaledDoubleDouble factor) {
        return isZero() || factor.isZero() ? ZERO : times(factor);
    }

    public ScaledDoubleDouble squared() {
        return times(this);
    }

    public ScaledDoubleDouble plus(ScaledDoubleDouble other) {
        return minus(other.negated());
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
        return new DoubleDouble(scaled(significand.hi(), exponent - common),
                scaled(significand.lo(), exponent - common));
    }

    public ScaledDoubleDouble dividedBy(DoubleDouble divisor) {
        return dividedBy(of(divisor));
    }

    public ScaledDoubleDouble dividedBy(ScaledDoubleDouble divisor) {
        return new ScaledDoubleDouble(significand.dividedBy(divisor.significand), exponent - divisor.exponent);
    }

    public ScaledDoubleDouble squareRoot() {
        int odd = exponent & 1;
        return new ScaledDoubleDouble(significand.times(1 + odd).squareRoot(), (exponent - odd) / 2);
    }

    public ScaledDoubleDouble negated() {
        return new ScaledDoubleDouble(significand.negated(), exponent);
    }

    public ScaledDoubleDouble abs() {
        return new ScaledDoubleDouble(significand.abs(), exponent);
    }

    /** The larger of two numbers. */
    public ScaledDoubleDouble max(ScaledDoubleDouble other) {
        return minus(other).sign() < 0 ? other : this;
    }

    /** The sign: -1, 0 or 1; NaN if this is NaN. */
    public double sign() {
        return significand.sign();
    }

    public boolean isZero() {
        return significand.isZero();
    }

    public boolean isInfinite() {
        return Double.isInfinite(significand.hi());
    }

    /** This number in the range of float64; the low part is rounded if it is subnormal. */
    public DoubleDouble toDoubleDouble() {
        double high = value();
        return Double.isFinite(high)
                ? new DoubleDouble(high, scaled(significand.lo(), exponent))
                : DoubleDouble.of(high);
    }

    /** This number rounded to float64. */
    public double value() {
        return scaled(significand.hi(), exponent);
    }

    /** The number times 2<sup>exponent</sup>. */
    private static double scaled(double number, int exponent) {
        return exponent >= Double.MIN_EXPONENT && exponent <= Double.MAX_EXPONENT
                ? number * Double.longBitsToDouble((long) (exponent + Double.MAX_EXPONENT) << FRACTION_BITS)
                : Math.scalb(number, exponent);
    }
}
