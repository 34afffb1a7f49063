package dev.nabla.kernel;

/**
 * Elementary functions of arrays. Both implementations give each element the same bits as the function of {@link Elementary},
 * {@link Extended} or {@link StableSigmoid} that is named. {@code results} may have been filled before, and is not {@code x}.
 */
public sealed interface ElementaryKernel permits ScalarElementary, VectorElementary {

    /** The fastest implementation on this machine. */
    ElementaryKernel BEST = VectorSupport.chooseElementary();

    /** {@link Elementary#exp(double)} of the first {@code count} elements. */
    void exp(double[] x, int count, double[] results);

    /** {@link Elementary#log} of the first {@code count} elements. */
    void log(double[] x, int count, double[] results);

    /** {@link Elementary#log1p(double)} of the first {@code count} elements. */
    void log1p(double[] x, int count, double[] results);

    /** {@link Elementary#sigmoid} of the first {@code count} elements. */
    void sigmoid(double[] x, int count, double[] results);

    /** {@link StableSigmoid#derivative(double)} of the first {@code count} elements, rounded. */
    void sigmoidDerivative(double[] x, int count, double[] results);

    /** {@link Elementary#softplus} of the first {@code count} elements. */
    void softplus(double[] x, int count, double[] results);

    /** {@link Extended#exp(double)} of the first {@code count} elements, in two parts. */
    void extendedExp(double[] x, int count, double[] highs, double[] lows);

    /** {@link Extended#log(double)} of the first {@code count} elements, in two parts. */
    void extendedLog(double[] x, int count, double[] highs, double[] lows);

    /** {@link Extended#log1p} of the first {@code count} elements, in two parts; {@code xLow} has the low parts of x. */
    void extendedLog1p(double[] x, double[] xLow, int count, double[] highs, double[] lows);
}
