package dev.nabla.kernel;

/** Multiplies arrays by a factor of more than float64's precision, rounding each product once. */
public final class Scaling {

    private Scaling() {}

    /** Multiplies the first {@code count} numbers in place. */
    public static void scale(double[] values, int count, DoubleDouble factor) {
        if (factor.hi() != 1 || factor.lo() != 0) {
            ArrayKernel.BEST.scale(values, 0, count, factor.hi(), factor.lo(), values);
        }
    }
}
