package dev.nabla.kernel;

/**
 * A double-double number: the unevaluated sum of two float64 numbers, with about 106 bits of precision. For the steps of a
 * formula in which 53 bits would lose digits of the result.
 *
 * <p>Methods are at most 35 bytes of bytecode, because the compiler inlines those even on cold paths, and only then are
 * pairs kept in registers.
 *
 * <p>{@code lo} is at most half an ulp of {@code hi}; where {@code hi} is not finite, {@code lo} is 0 and arithmetic is
 * that of float64. The relative error of each operation is at most a few units of 2⁻¹⁰⁴, unless parts underflow.
 *
 * @see <a href="https://doi.org/10.1145/3121432">Joldes, Muller, Popescu (2017), Tight and Rigorous Error Bounds for
 * Basic Building Blocks of Double-Word Arithmetic</a>
 */
public record DoubleDouble(double hi, double lo) {

    public static final DoubleDouble ZERO = new DoubleDouble(0, 0);
    public static final DoubleDouble ONE = new DoubleDouble(1, 0);

    public static DoubleDouble of(double value) {
        return new DoubleDouble(value, 0);
    }

    /** The exact sum of two numbers. */
    public static DoubleDouble sum(double a, double b) {
        double sum = a + b;
        return new DoubleDouble(sum, ErrorFree.sumError(a, b, sum));
    }

    /** The exact difference of two numbers. */
    public static DoubleDouble difference(double a, double b) {
        return sum(a, -b);
    }

    /** The exact product of two numbers. */
    public static DoubleDouble product(double a, double b) {
        double product = a * b;
        return new DoubleDouble(product, ErrorFree.productError(a, b, product));
    }

    /** The quotient of two numbers, within 2⁻¹⁰⁴ of itself. */
    public static DoubleDouble quotient(double a, double b) {
        return of(a).dividedBy(b);
    }

    /**
     * {@code yes} or {@code no}, as a new pair: the compiler can keep pairs in registers only if it knows at each point
     * which object it has.
     */
    public static DoubleDouble select(boolean condition, DoubleDouble yes, DoubleDouble no) {
        return new DoubleDouble(select(condition, yes.hi, no.hi), select(condition, yes.lo, no.lo));
    }

    private static double select(boolean condition, double yes, double no) {
        return condition ? yes : no;
    }

    /**
     * The sum {@code hi + lo} as a pair whose parts do not overlap. {@code hi} must be the larger part, or negligible. A
     * {@code hi} that is not finite is kept alone, whatever {@code lo} is.
     */
    public static DoubleDouble normalized(double hi, double lo) {
        double sum = hi + lo;
        return checked(sum, lo - (sum - hi), hi, lo);
    }

    /** The first two numbers; if the first is not finite, the sum of the last two alone, the lower one only if it is finite. */
    private static DoubleDouble checked(double sum, double error, double hi, double lo) {
        if (!(Math.abs(sum) <= Double.MAX_VALUE)) {
            sum = hi + ErrorFree.finiteOrZero(lo);
            error = 0;
        }
        return new DoubleDouble(sum, error);
    }

    public DoubleDouble plus(double other) {
        double sum = hi + other;
        return normalized(sum, ErrorFree.finiteSumError(hi, other, sum) + lo);
    }

    public DoubleDouble plus(DoubleDouble other) {
        double low = lo + other.lo;
        return plusHigh(other, low).plusLow(ErrorFree.finiteSumError(lo, other.lo, low));
    }

    private DoubleDouble plusHigh(DoubleDouble other, double low) {
        double high = hi + other.hi;
        return normalized(high, ErrorFree.finiteSumError(hi, other.hi, high) + low);
    }

    private DoubleDouble plusLow(double low) {
        return normalized(hi, lo + low);
    }

    public DoubleDouble minus(double other) {
        return plus(-other);
    }

    public DoubleDouble minus(DoubleDouble other) {
        return plus(other.negated());
    }

    public DoubleDouble times(double factor) {
        double product = hi * factor;
        return normalized(product, Math.fma(lo, factor, Math.fma(hi, factor, -product)));
    }

    /** The same as {@link #times(double)}, except that 0 times infinity is 0: for the coefficient of a term. */
    public DoubleDouble timesOrZero(double term) {
        return select(isZero() && Double.isInfinite(term), ZERO, times(term));
    }

    public DoubleDouble times(DoubleDouble factor) {
        double product = hi * factor.hi;
        return normalized(product, productLow(factor, product));
    }

    private double productLow(DoubleDouble factor, double product) {
        return Math.fma(hi, factor.hi, -product) + Math.fma(hi, factor.lo, lo * factor.hi);
    }

    public DoubleDouble dividedBy(double divisor) {
        return dividedBy(of(divisor));
    }

    public DoubleDouble dividedBy(DoubleDouble divisor) {
        double quotient = hi / divisor.hi;
        return normalized(quotient, remainder(divisor, quotient) / divisor.hi);
    }

    private double remainder(DoubleDouble divisor, double quotient) {
        return Math.fma(-quotient, divisor.hi, hi) + Math.fma(-quotient, divisor.lo, lo);
    }

    public DoubleDouble squared() {
        return times(this);
    }

    public DoubleDouble cubed() {
        return squared().times(this);
    }

    public DoubleDouble squareRoot() {
        double root = Math.sqrt(hi);
        return normalized(root, (Math.fma(-root, root, hi) + lo) / (2 * root));
    }

    public DoubleDouble negated() {
        return new DoubleDouble(-hi, -lo);
    }

    public DoubleDouble abs() {
        return new DoubleDouble(Math.abs(hi), Math.copySign(1.0, hi) * lo);
    }

    /** Half of this; exact unless it underflows. */
    public DoubleDouble half() {
        return new DoubleDouble(0.5 * hi, 0.5 * lo);
    }

    /** The sign: -1, 0 or 1; NaN if this is NaN. */
    public double sign() {
        return Math.signum(hi);
    }

    public boolean isLessThan(double bound) {
        return hi < bound || (hi == bound && lo < 0);
    }

    public boolean isLessThan(DoubleDouble bound) {
        return hi < bound.hi || (hi == bound.hi && lo < bound.lo);
    }

    public boolean isZero() {
        return hi == 0;
    }

    /** The float64 number nearest to the sum. */
    public double value() {
        return hi;
    }
}
