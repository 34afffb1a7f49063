package dev.nabla.kernel;

/**
 * The unevaluated sum of two float64 numbers, as {@link DoubleDouble} but in a third of the time: neither normalized after each
 * operation nor checked for infinities. A short chain of operations keeps its relative error below 2⁻¹⁰⁰ or so, unless terms
 * cancel or parts underflow. A {@link #value()} that is not finite says nothing but that the chain has left the range of
 * float64 somewhere: compute it again with {@link DoubleDouble} or {@link ScaledDoubleDouble}.
 *
 * @see <a href="https://doi.org/10.1145/3290955">Lange, Rump (2020), Faithfully Rounded Floating-Point Computations</a>
 */
public record Pair(double hi, double lo) {

    public static Pair of(double value) {
        return new Pair(value, 0);
    }

    public static Pair of(DoubleDouble value) {
        return new Pair(value.hi(), value.lo());
    }

    /** The exact sum of two numbers. */
    public static Pair sum(double a, double b) {
        double sum = a + b;
        return new Pair(sum, ErrorFree.finiteSumError(a, b, sum));
    }

    /** The exact difference of two numbers. */
    public static Pair difference(double a, double b) {
        return sum(a, -b);
    }

    /** The exact product of two numbers. */
    public static Pair product(double a, double b) {
        double product = a * b;
        return new Pair(product, Math.fma(a, b, -product));
    }

    /** {@code yes} if {@code share} is 1, {@code no} if it is 0, without a branch that might be mispredicted. */
    public static Pair blend(double share, Pair yes, Pair no) {
        return new Pair(Math.fma(share, yes.hi, (1 - share) * no.hi), Math.fma(share, yes.lo, (1 - share) * no.lo));
    }

    public Pair plus(Pair other) {
        double sum = hi + other.hi;
        return new Pair(sum, ErrorFree.finiteSumError(hi, other.hi, sum) + (lo + other.lo));
    }

    public Pair minus(Pair other) {
        return plus(other.negated());
    }

    public Pair times(double factor) {
        double product = hi * factor;
        return new Pair(product, Math.fma(lo, factor, Math.fma(hi, factor, -product)));
    }

    public Pair times(Pair factor) {
        double product = hi * factor.hi;
        return new Pair(product,
                Math.fma(hi, factor.hi, -product) + Math.fma(hi, factor.lo, lo * factor.hi));
    }

    public Pair dividedBy(Pair divisor) {
        double inverse = 1 / divisor.hi;
        double quotient = hi * inverse;
        double remainder = Math.fma(-quotient, divisor.hi, hi) + Math.fma(-quotient, divisor.lo, lo);
        return new Pair(quotient, remainder * inverse);
    }

    /** Half of this; exact unless it underflows. */
    public Pair half() {
        return new Pair(0.5 * hi, 0.5 * lo);
    }

    public Pair negated() {
        return new Pair(-hi, -lo);
    }

    /** The sum, rounded once. */
    public double value() {
        return hi + lo;
    }
}
