package dev.nabla.kernel;

/**
 * Loops over long arrays. The scalar and the vector implementation do the same operations on each element in the same
 * order, so they give the same bits. Ranges include {@code from} and exclude {@code to}.
 */
sealed interface ArrayKernel permits ScalarKernel, VectorKernel {

    /** The fastest implementation on this machine. */
    ArrayKernel BEST = VectorSupport.choose();

    /** Which implementation this is, and why. */
    String description();

    /** Whether an element is NaN. */
    boolean containsNaN(double[] values, int from, int to);

    /** Whether the size of an element is above a bound. */
    boolean containsAbove(double bound, double[] values, int from, int to);

    /** The index of the first largest element; undefined if an element is NaN. */
    int indexOfLargest(double[] values, int from, int to);

    /**
     * Writes {@code e^(x - max)} of each exact difference, as {@link Exponential#expBelowOne} computes it.
     *
     * @param max at least as large as each element
     */
    void exponentials(double[] x, int from, int to, double max, double[] exponentials);

    /**
     * Adds whole rounds of {@link LaneSums#COUNT} elements to the compensated sums of the lanes.
     *
     * @param to end of the range, whose length is a multiple of {@link LaneSums#COUNT}
     */
    void addRounds(double[] values, int from, int to, double[] sums, double[] errors);

    /** Writes each element times {@code hi + lo}, rounded once; if that is not finite, the element times {@code hi}. */
    void scale(double[] values, int from, int to, double hi, double lo, double[] products);
}
