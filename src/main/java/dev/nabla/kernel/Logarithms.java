package dev.nabla.kernel;

/**
 * Logarithms of other bases and of sums, in float64. Error bounds are stated as in {@link Elementary} and measured by
 * {@code LogarithmsTests}. NaN for x below 0, −∞ for ±0.
 */
public final class Logarithms {

    /** log 10. */
    static final DoubleDouble LOG_TEN = new DoubleDouble(0x1.26bb1bbb55516p1, -0x1.f48ad494ea3e9p-53);

    private Logarithms() {}

    /** The binary logarithm, within 0.51 ulp; exact for powers of two. */
    public static double log2(double x) {
        return Extended.log(x).dividedBy(Extended.LOG_TWO).value();
    }

    /** The decimal logarithm, within 0.51 ulp; exact for powers of ten that float64 holds. */
    public static double log10(double x) {
        return Extended.log(x).dividedBy(LOG_TEN).value();
    }

    /**
     * log(e<sup>a</sup> + e<sup>b</sup>), within 0.52 ulp, and 2⁻⁵⁷ where it cancels because e<sup>a</sup> + e<sup>b</sup> is
     * next to 1.
     */
    public static double logAddExp(double a, double b) {
        if (a == b) {
            return Extended.LOG_TWO.plus(a).value();
        }
        double larger = Math.max(a, b);
        DoubleDouble difference = DoubleDouble.difference(Math.min(a, b), larger);
        return Extended.log1p(Extended.exp(difference)).plus(larger).value();
    }
}
