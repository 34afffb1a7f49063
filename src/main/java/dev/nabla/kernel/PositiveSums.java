package dev.nabla.kernel;

/** Sums and products of many positive numbers. Both implementations give each the same bits. */
sealed interface PositiveSums permits ScalarPositiveSums, VectorPositiveSums {

    /** The fastest implementation on this machine. */
    PositiveSums BEST = VectorSupport.choosePositiveSums();

    /** {@link PositiveNumbers#setSumsTimes}. */
    void set(PositiveNumbers numbers, int to, int from, int step, double[] isThird, PositiveNumbers by, int count);

    /** Writes the terms of {@link PositiveNumbers#addProducts}. */
    void multiply(PositiveNumbers numbers, int from, PositiveNumbers by, int other, PositiveNumbers divisors,
            double exponent, int count, double[] terms, double[] tails);
}
