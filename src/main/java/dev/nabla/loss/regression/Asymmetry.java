package dev.nabla.loss.regression;

import dev.nabla.kernel.DoubleDouble;

/** Weights of losses that treat predictions above and below the target differently. */
final class Asymmetry {

    private Asymmetry() {}

    /** {@code level} if the prediction is not above the target, {@code 1 − level} if it is. */
    static DoubleDouble weight(double level, double residual) {
        return residual > 0 ? DoubleDouble.difference(1, level) : DoubleDouble.of(level);
    }
}
