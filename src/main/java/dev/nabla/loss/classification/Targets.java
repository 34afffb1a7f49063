package dev.nabla.loss.classification;

import dev.nabla.loss.Row;

/** The targets of a row, its second input: a class index or one probability per class. */
final class Targets {

    private static final int TARGETS = 1;

    private Targets() {}

    /** The target probability of class c; 1 or 0 for a class index. */
    static double probability(Row row, int c) {
        return row.isSingle(TARGETS) ? (c == row.element(TARGETS) ? 1 : 0) : row.elements(TARGETS)[c];
    }
}
