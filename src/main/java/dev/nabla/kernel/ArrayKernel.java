package dev.nabla.kernel;

/**
 * The loops over long arrays. There are two answers, one plain and one by vector instructions, which do the same
 * operations on each number in the same order and so answer the same bits.
 */
sealed interface ArrayKernel permits ScalarKernel, VectorKernel {

    /** The fastest that this machine can run. */
    ArrayKernel BEST = VectorSupport.choose();

    /** What it is, and why. */
    String description();

    /** Writes {@code e^(x - max)} of each exact difference; see {@link Elementary#exp(double, double)}. */
    void exponentials(double[] x, int count, double max, double[] exponentials);

    /**
     * Adds whole rounds of {@link Accumulator#LANES} numbers to the compensated sums of the lanes.
     *
     * @param from the first number
     * @param to behind the last; as many as make whole rounds
     */
    void addRounds(double[] values, int from, int to, double[] sums, double[] errors);

    /** Multiplies numbers by {@code hi + lo}, rounding once; where that is not finite, by {@code hi}. */
    void scale(double[] values, int count, double hi, double lo);
}
