package dev.nabla.loss.classification;

import dev.nabla.loss.Row;

/** Targets, the second input, that are a class index or a probability for each class. */
final class Targets {

    private static final int TARGETS = 1;

    private Targets() {}

    /** The probability of class c, which a class index makes 1 or 0. */
    static double probability(Row row, int c) {
        return row.isSingle(TARGETS) ? (c == row.element(TARGETS) ? 1 : 0) : row.elements(TARGETS)[c];
    }
}
