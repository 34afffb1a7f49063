package dev.nabla.loss.segmentation;

import dev.nabla.kernel.DoubleDouble;

/**
 * What counts how much where predicted and true pixels are compared: a hit {@code pt}, a false positive {@code p(1 − t)} and a
 * miss {@code (1 − p)t}.
 *
 * @param isSquared whether false positives and misses together are {@code (p − t)²}, weighted as false positives
 */
record OverlapWeights(double hits, double falsePositives, double misses, boolean isSquared) {

    private static final OverlapWeights DICE = new OverlapWeights(2, 1, 1, false);
    private static final OverlapWeights SQUARED_DICE = new OverlapWeights(2, 1, 0, true);
    static final OverlapWeights JACCARD = new OverlapWeights(1, 1, 1, false);

    /** Those of the Dice coefficient, whose denominator adds up probabilities or their squares. */
    static OverlapWeights dice(boolean isSquared) {
        return isSquared ? SQUARED_DICE : DICE;
    }

    static OverlapWeights tversky(double alpha, double beta) {
        return new OverlapWeights(1, alpha, beta, false);
    }

    /** The derivative of what a pixel's false positive and miss count with respect to its probability, half of it if squared. */
    DoubleDouble mismatchSlope(Probability probability, double target) {
        return isSquared
                ? probability.minus(target)
                : DoubleDouble.difference(1, target).times(falsePositives).minus(DoubleDouble.product(misses, target));
    }
}
