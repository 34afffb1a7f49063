package dev.nabla.loss.ranking;

/** How the loss of a list is made of those of its pairs. */
public enum PairReduction {
    MEAN,
    SUM;

    static final String MEANING = "mean or sum of the losses of the pairs of a list";

    /** What the sum over so many pairs is divided by. */
    double divisor(long pairs) {
        return this == MEAN ? pairs : 1;
    }
}
