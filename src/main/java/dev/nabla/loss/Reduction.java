package dev.nabla.loss;

import java.util.Locale;

/** How the values of a loss are reduced to one. */
public enum Reduction {
    /** The unreduced tensor; its gradient is that of the sum. */
    NONE,
    /** The sum divided by the number of values that count. */
    MEAN,
    /** The sum over the values that count. */
    SUM,
    /** The weighted sum divided by the sum of the weights. */
    WEIGHTED_MEAN,
    /**
     * The mean over samples of the mean over the values of each that count; a sample is an entry of the first axis. Of values
     * without axes or with a single one, the mean.
     */
    SAMPLE_MEAN,
    /** The sum divided by the size of the first axis, without fully masked entries. */
    BATCHMEAN;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Whether the sum is divided, so that the result is undefined if no value counts. */
    public boolean isMean() {
        return this != NONE && this != SUM;
    }

    /** The name on the wire. */
    public String label() {
        return label;
    }
}
