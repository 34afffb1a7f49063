package dev.nabla.kernel;

/** Polynomials in float64, by Horner's scheme with fused multiply-adds. */
public final class Polynomial {

    private Polynomial() {}

    /**
     * The polynomial at x.
     *
     * @param coefficients that of x⁰ first
     */
    public static double at(double x, double[] coefficients) {
        double sum = 0.0;
        for (int k = coefficients.length - 1; k >= 0; k--) {
            sum = Math.fma(sum, x, coefficients[k]);
        }
        return sum;
    }
}
