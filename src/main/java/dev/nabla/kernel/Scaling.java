package dev.nabla.kernel;

/** Multiplies arrays by a factor of more than float64's precision, rounding each product once. */
public final class Scaling {

    private Scaling() {}

    /** Multiplies the numbers from one place up to, but without, another. */
    public static void scale(double[] values, int from, int to, DoubleDouble factor) {
        if (factor.hi() != 1 || factor.lo() != 0) {
            ArrayKernel.BEST.scale(values, from, to, factor.hi(), factor.lo(), values);
        }
    }
}
