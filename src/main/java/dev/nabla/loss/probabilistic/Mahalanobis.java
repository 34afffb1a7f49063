package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;

/** The squared distance of a number from a mean, in units of a variance that is known by its logarithm. */
final class Mahalanobis {

    /** How near to 1 a squared distance is computed with care, for its difference from 1. */
    private static final double NEAR = 0x1p-4;

    /** Above it a squared distance is computed with care, for its exponential. */
    private static final double FAR = 8;

    private Mahalanobis() {}

    /** d² e<sup>−s</sup>, within 2⁻⁵⁸ of itself. */
    static ScaledDoubleDouble squared(DoubleDouble distance, double logVariance) {
        return Extended.scaledExp(DoubleDouble.of(-logVariance)).times(distance).times(distance);
    }

    /** d² e<sup>−s</sup>, so exact that its exponential keeps its digits. */
    static DoubleDouble precise(DoubleDouble distance, double logVariance) {
        DoubleDouble squared = squared(distance, logVariance).toDoubleDouble();
        return squared.hi() > FAR && squared.hi() <= Double.MAX_VALUE
                ? preciseSquared(distance, logVariance)
                : squared;
    }

    /** ½(1 − d² e<sup>−s</sup>), also where it cancels. */
    static DoubleDouble halfComplement(DoubleDouble distance, double logVariance) {
        DoubleDouble half = DoubleDouble.of(0.5).minus(squared(distance, logVariance).times(0.5).toDoubleDouble());
        return Math.abs(half.hi()) < NEAR
                ? DoubleDouble.of(0.5).minus(preciseSquared(distance, logVariance).half())
                : half;
    }

    private static DoubleDouble preciseSquared(DoubleDouble distance, double logVariance) {
        return Extended.preciseExp(-logVariance).times(distance).times(distance).toDoubleDouble();
    }
}
