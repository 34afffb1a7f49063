package dev.nabla.kernel;

/** Vectorized operations on ranges of arrays. A range includes {@code from} and excludes {@code to}. */
public final class DoubleArrays {

    private DoubleArrays() {}

    /** Whether an element of the range is NaN. */
    public static boolean containsNaN(double[] values, int from, int to) {
        return ArrayKernel.BEST.containsNaN(values, from, to);
    }

    /** Whether the size of an element of the range is above a bound. */
    public static boolean containsAbove(double bound, double[] values, int from, int to) {
        return ArrayKernel.BEST.containsAbove(bound, values, from, to);
    }

    /** Multiplies each element of the range by a double-double factor, rounding each product once. */
    public static void scale(double[] values, int from, int to, DoubleDouble factor) {
        if (factor.hi() != 1 || factor.lo() != 0) {
            ArrayKernel.BEST.scale(values, from, to, factor.hi(), factor.lo(), values);
        }
    }
}
