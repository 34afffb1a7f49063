package dev.nabla.kernel;

/**
 * A double-double number with an exponent of its own, {@code significand · 2^exponent}: for products that are in the range
 * of float64 although a factor may overflow or underflow.
 */
public record ScaledDoubleDouble(DoubleDouble significand, int exponent) {

    public static final ScaledDoubleDouble ZERO = new ScaledDoubleDouble(DoubleDouble.ZERO, 0);
    public static final ScaledDoubleDouble ONE = new ScaledDoubleDouble(DoubleDouble.ONE, 0);

    /** The largest exponent of a {@link #normalized} number: beyond ±2<sup>28</sup> numbers are infinite or 0. */
    static final int LARGEST_EXPONENT = 1 << 28;

    private static final int LIFT = 128;
    private static final int FRACTION_BITS = 52;

    /** The low part of a smaller number may be subnormal. */
    private static final double LEAST_PRECISE = 0x1p-916;

    /** The exponent of half the least subnormal number. */
    private static final int HALF_OF_LEAST = -1075;

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

    /**
     * The same number with a significand between 1 and 2 in size, so that a long chain of operations neither overflows nor
     * loses digits. From 2<sup>2<sup>28</sup></sup> on it is infinite, and below the inverse 0.
     */
    public ScaledDoubleDouble normalized() {
        ScaledDoubleDouble unit = of(significand);
        if (isZero() || !Double.isFinite(significand.hi())) {
            return unit;
        }
        long sum = (long) unit.exponent + exponent;
        if (Math.abs(sum) <= LARGEST_EXPONENT) {
            return unit.shifted(exponent);
        }
        return of(Math.copySign(sum > 0 ? Double.POSITIVE_INFINITY : 0.0, significand.hi()));
    }

    /** The exact difference of two numbers, also where it is beyond float64. */
    public static ScaledDoubleDouble difference(double a, double b) {
        DoubleDouble difference = DoubleDouble.difference(a, b);
        return Double.isInfinite(difference.hi())
                ? of(DoubleDouble.difference(0.5 * a, 0.5 * b)).shifted(1)
                : of(difference);
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

    /** The quotient by a number whose significand is not subnormal. */
    public ScaledDoubleDouble dividedBy(ScaledDoubleDouble divisor) {
        return new ScaledDoubleDouble(significand.dividedBy(divisor.significand), exponent - divisor.exponent);
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

    /** Whether this is the smaller of two numbers; false if either is NaN. */
    public boolean isLessThan(ScaledDoubleDouble other) {
        return areFinite(other)
                ? minus(other).sign() < 0
                : significand.hi() < other.significand.hi();
    }

    /** Whether two numbers are equal in value, as 0 and −0 are; false if either is NaN. */
    public boolean isEqualTo(ScaledDoubleDouble other) {
        return areFinite(other)
                ? minus(other).isZero()
                : significand.hi() == other.significand.hi();
    }

    private boolean areFinite(ScaledDoubleDouble other) {
        return !isInfinite() && !other.isInfinite();
    }

    /** The sign: -1, 0 or 1; NaN if this is NaN. */
    public double sign() {
        return significand.sign();
    }

    public boolean isZero() {
        return significand.isZero();
    }

    public boolean isNaN() {
        return Double.isNaN(significand.hi());
    }

    /** Whether the sign is that of a negative number, as of −0. */
    boolean isSignNegative() {
        return Math.copySign(1.0, significand.hi()) < 0;
    }

    /** This with the sign of another number. */
    ScaledDoubleDouble withSignOf(ScaledDoubleDouble other) {
        return isSignNegative() == other.isSignNegative() ? this : negated();
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

    /** This number rounded once to float64. */
    public double value() {
        double rounded = scaled(significand.hi(), exponent);
        return isTieBrokenByLow(rounded) ? rounded + Math.copySign(Double.MIN_VALUE, significand.lo()) : rounded;
    }

    /** Whether the high part is halfway between two subnormal numbers, and the low part nearer to the other one. */
    private boolean isTieBrokenByLow(double rounded) {
        if (Math.abs(rounded) > Double.MIN_NORMAL) {
            return false;
        }
        double rest = significand.hi() - Math.scalb(rounded, -exponent);
        return Math.abs(rest) == Math.scalb(1.0, HALF_OF_LEAST - exponent) && rest * significand.lo() > 0;
    }

    /** Whether {@link #toDoubleDouble} is exact. */
    public boolean isDoubleDouble() {
        return isZero() || !Double.isFinite(significand.hi()) || isInRange(toDoubleDouble());
    }

    /** Whether a result has neither overflowed nor lost digits of its low part. */
    static boolean isInRange(DoubleDouble number) {
        double size = Math.abs(number.hi());
        return size >= LEAST_PRECISE && size <= Double.MAX_VALUE;
    }

    /** This number times a power of two. */
    public ScaledDoubleDouble shifted(int power) {
        return new ScaledDoubleDouble(significand, exponent + power);
    }

    /** The square root, within 2⁻¹⁰⁴ of itself. */
    public ScaledDoubleDouble squareRoot() {
        int half = Math.floorDiv(exponent, 2);
        int rest = exponent - 2 * half;
        DoubleDouble even = new DoubleDouble(Math.scalb(significand.hi(), rest), Math.scalb(significand.lo(), rest));
        return new ScaledDoubleDouble(even.squareRoot(), half);
    }

    /** The number times 2<sup>exponent</sup>. */
    private static double scaled(double number, int exponent) {
        return exponent >= Double.MIN_EXPONENT && exponent <= Double.MAX_EXPONENT
                ? number * Double.longBitsToDouble((long) (exponent + Double.MAX_EXPONENT) << FRACTION_BITS)
                : Math.scalb(number, exponent);
    }
}
