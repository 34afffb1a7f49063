package dev.nabla.kernel;

/**
 * Error-free transformations: what a rounded sum, difference or product of float64 numbers left behind.
 *
 * <p>
 * Each method takes the operands and their rounded result and returns {@code exact − rounded}, itself a float64 number.
 * A result that is not finite leaves nothing behind: the error is then 0, so that infinities stay infinities in
 * compensated code.
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

    /** A result that is infinite or NaN makes its error infinite or NaN too, so this one check serves all. */
    static double finiteOrZero(double error) {
        return Math.abs(error) <= Double.MAX_VALUE ? error : 0.0;
    }
}
