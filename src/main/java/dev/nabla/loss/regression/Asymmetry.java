package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;

/** Losses that weigh the two sides of the target differently. */
final class Asymmetry {

    private Asymmetry() {}

    /** The weight of a side: the level where the prediction is not above the target, 1 − level where it is. */
    static DoubleDouble weight(double level, double residual) {
        return residual > 0 ? DoubleDouble.difference(1, level) : DoubleDouble.of(level);
    }
}
