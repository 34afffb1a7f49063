package dev.nabla.kernel;

/**
 * The unevaluated sum of two float64 numbers, which carries about 106 bits: for the few steps of a formula where 53
 * would lose digits that the answer needs.
 *
 * <p>{@code lo} is at most half an ulp of {@code hi}; where {@code hi} is not finite, {@code lo} is 0 and arithmetic is
 * that of float64. Each operation errs by a few units of 2⁻¹⁰⁴ at most, unless its parts underflow.
 *
 * @see <a href="https://doi.org/10.1145/3121432">Joldes, Muller, Popescu (2017), Tight and Rigorous Error Bounds for
 * Basic Building Blocks of Double-Word Arithmetic</a>
 */
public record DoubleDouble(double hi, double lo) {

    public static final DoubleDouble ZERO = new DoubleDouble(0, 0);

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

    /** The exact quotient of two numbers, but for an error of 2⁻¹⁰⁴. */
    public static DoubleDouble quotient(double a, double b) {
        return of(a).dividedBy(b);
    }

    /** The sum {@code hi + lo} as a pair that does not overlap; {@code hi} alone where it is not finite. */
    public static DoubleDouble normal(double hi, double lo) {
        double sum = Double.isFinite(hi) ? hi + lo : hi;
        return new DoubleDouble(sum, ErrorFree.sumError(hi, lo, sum));
    }

    public DoubleDouble plus(double other) {
        DoubleDouble sum = sum(hi, other);
        return normal(sum.hi, sum.lo + lo);
    }

    public DoubleDouble plus(DoubleDouble other) {
        DoubleDouble high = sum(hi, other.hi);
        DoubleDouble low = sum(lo, other.lo);
        DoubleDouble sum = normal(high.hi, high.lo + low.hi);
        return normal(sum.hi, sum.lo + low.lo);
    }

    public DoubleDouble minus(double other) {
        return plus(-other);
    }

    public DoubleDouble minus(DoubleDouble other) {
        return plus(other.negated());
    }

    public DoubleDouble times(double factor) {
        double product = hi * factor;
        double rest = Math.fma(lo, factor, ErrorFree.productError(hi, factor, product));
        return normal(product, rest);
    }

    /** This as the coefficient of a term: as {@link #times(double)}, but 0 where this is 0 even if the term is infinite. */
    public DoubleDouble scaling(double term) {
        return isZero() && Double.isInfinite(term) ? ZERO : times(term);
    }

    public DoubleDouble times(DoubleDouble factor) {
        double product = hi * factor.hi;
        double cross = Math.fma(hi, factor.lo, lo * factor.hi);
        return normal(product, ErrorFree.productError(hi, factor.hi, product) + cross);
    }

    public DoubleDouble dividedBy(double divisor) {
        return dividedBy(of(divisor));
    }

    public DoubleDouble dividedBy(DoubleDouble divisor) {
        double quotient = hi / divisor.hi;
        if (!Double.isFinite(quotient) || Double.isInfinite(divisor.hi)) {
            return of(quotient);
        }
        double rest = Math.fma(-quotient, divisor.hi, hi) + Math.fma(-quotient, divisor.lo, lo);
        return normal(quotient, rest / divisor.hi);
    }

    public DoubleDouble squared() {
        return times(this);
    }

    public DoubleDouble cubed() {
        return squared().times(this);
    }

    public DoubleDouble squareRoot() {
        double root = Math.sqrt(hi);
        if (root == 0 || !Double.isFinite(root)) {
            return of(root);
        }
        double rest = Math.fma(-root, root, hi) + lo;
        return normal(root, rest / (2 * root));
    }

    public DoubleDouble negated() {
        return new DoubleDouble(-hi, -lo);
    }

    public DoubleDouble abs() {
        return hi < 0 ? negated() : this;
    }

    /** Half of this, exactly unless it underflows. */
    public DoubleDouble half() {
        return new DoubleDouble(0.5 * hi, 0.5 * lo);
    }

    /** The sign of the sum: -1, 0 or 1; NaN of NaN. */
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
