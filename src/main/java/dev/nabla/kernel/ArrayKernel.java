package dev.nabla.kernel;

/**
 * The loops over long arrays. There are two answers, one plain and one by vector instructions, which do the same
 * operations on each number in the same order and so answer the same bits. All work on the numbers from one place up to,
 * but without, another.
 */
sealed interface ArrayKernel permits ScalarKernel, VectorKernel {

    /** The fastest that this machine can run. */
    ArrayKernel BEST = VectorSupport.choose();

    /** What it is, and why. */
    String description();

    /** Whether one of the numbers is NaN. */
    boolean containsNaN(double[] values, int from, int to);

    /** The first place of the largest number; of no meaning if there is NaN. */
    int indexOfLargest(double[] values, int from, int to);

    /**
     * Writes {@code e^(x - max)} of each exact difference; see {@link Elementary#exp(double, double)}.
     *
     * @param max at least as large as each number
     */
    void exponentials(double[] x, int from, int to, double max, double[] exponentials);

    /**
     * Adds whole rounds of {@link LaneSums#COUNT} numbers to the compensated sums of the lanes.
     *
     * @param to behind the last number; as many as make whole rounds
     */
    void addRounds(double[] values, int from, int to, double[] sums, double[] errors);

    /** Writes each number times {@code hi + lo}, rounded once; where that is not finite, times {@code hi}. */
    void scale(double[] values, int from, int to, double hi, double lo, double[] products);
}
