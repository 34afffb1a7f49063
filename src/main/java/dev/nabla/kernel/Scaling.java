package dev.nabla.kernel;

/** Multiplies arrays by a factor of more than float64's precision, rounding each product once. */
public final class Scaling {

    private Scaling() {}

    /** Multiplies the first {@code count} numbers in place. */
    public static void scale(double[] values, int count, DoubleDouble factor) {
        double hi = factor.hi();
        double lo = factor.lo();
        if (hi == 1 && lo == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            double product = values[i] * hi;
            double rounded = Math.fma(values[i], hi, values[i] * lo);
            // where the product is not finite, the low part may have made a NaN of an infinity
            values[i] = Math.abs(product) <= Double.MAX_VALUE ? rounded : product;
        }
    }
}
