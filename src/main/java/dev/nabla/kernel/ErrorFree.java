package dev.nabla.kernel;

/**
 * Error-free transformations: the rounding errors of sums, differences and products of float64 numbers.
 *
 * <p>
 * Each method takes the operands and their rounded result and returns {@code exact − rounded}, itself a float64 number.
 * The error of a result that is not finite is 0, so that infinities stay infinities in compensated code.
 *
 * @see <a href="https://doi.org/10.1007/978-3-319-76526-6">Muller et al., Handbook of Floating-Point Arithmetic, ch.
 *      4</a>
 */
public final class ErrorFree {

    private ErrorFree() {}

    /**
     * Returns {@code a + b − s} exactly, where {@code s} is the rounded {@code a + b} (Knuth's TwoSum: any order of
     * magnitude).
     */
    public static double sumError(double a, double b, double s) {
        double bInSum = s - a;
        return finiteOrZero((a - (s - bInSum)) + (b - bInSum));
    }

    /** The same for a sum that is known to be finite. */
    static double finiteSumError(double a, double b, double s) {
        double bInSum = s - a;
        return (a - (s - bInSum)) + (b - bInSum);
    }

    /** Returns {@code a − b − d} exactly, where {@code d} is the rounded {@code a − b}. */
    public static double differenceError(double a, double b, double d) {
        return sumError(a, -b, d);
    }

    /**
     * Returns {@code a·b − p}, where {@code p} is the rounded {@code a·b}: exactly if |p| is 0 or at least
     * 2<sup>−968</sup>, correctly rounded below that.
     */
    public static double productError(double a, double b, double p) {
        return finiteOrZero(Math.fma(a, b, -p));
    }

    /** If the result is infinite or NaN, so is its error; checking the error is enough. */
    static double finiteOrZero(double error) {
        return Math.abs(error) <= Double.MAX_VALUE ? error : 0.0;
    }
}
