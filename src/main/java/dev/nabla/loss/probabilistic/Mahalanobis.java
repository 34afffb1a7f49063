package dev.nabla.loss.probabilistic;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;

/** The squared distance of a value from a mean in units of a variance, given its logarithm. */
final class Mahalanobis {

    /** Squared distances this close to 1 are computed precisely, because their difference from 1 is needed. */
    private static final double NEAR = 0x1p-4;

    /** Squared distances above it are computed precisely, because their exponential is needed. */
    private static final double FAR = 8;

    private Mahalanobis() {}

    /** d² e<sup>−s</sup>, with a relative error below 2⁻⁵⁸. */
    static ScaledDoubleDouble squared(ScaledDoubleDouble distance, double logVariance) {
        return Extended.scaledExp(DoubleDouble.of(-logVariance)).times(distance).times(distance);
    }

    /** d² e<sup>−s</sup>, precise enough for its exponential to be accurate. */
    static DoubleDouble precise(ScaledDoubleDouble distance, double logVariance) {
        DoubleDouble squared = squared(distance, logVariance).toDoubleDouble();
        return squared.hi() > FAR && squared.hi() <= Double.MAX_VALUE
                ? preciseSquared(distance, logVariance)
                : squared;
    }

    /** ½(1 − d² e<sup>−s</sup>), accurate also where it cancels. */
    static DoubleDouble halfComplement(ScaledDoubleDouble distance, double logVariance) {
        DoubleDouble half = DoubleDouble.of(0.5).minus(squared(distance, logVariance).times(0.5).toDoubleDouble());
        return Math.abs(half.hi()) < NEAR
                ? DoubleDouble.of(0.5).minus(preciseSquared(distance, logVariance).half())
                : half;
    }

    private static DoubleDouble preciseSquared(ScaledDoubleDouble distance, double logVariance) {
        return Extended.preciseExp(-logVariance).times(distance).times(distance).toDoubleDouble();
    }
}
