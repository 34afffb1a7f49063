package dev.nabla.loss.preference;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;

/** A tilted logistic loss of βh. */
interface LogisticPreferenceLoss extends PreferenceLoss {

    double beta();

    /** The multiple of βh that is added to log(1 + e<sup>−βh</sup>). */
    DoubleDouble tilt();

    @Override
    default double value(ScaledDoubleDouble h) {
        return logistic(h).value().value();
    }

    @Override
    default double derivative(ScaledDoubleDouble h) {
        return logistic(h).derivative().times(beta()).value();
    }

    @Override
    default double curvature(ScaledDoubleDouble h) {
        return logistic(h).curvature().times(beta()).times(beta()).value();
    }

    private TiltedLogistic logistic(ScaledDoubleDouble h) {
        return new TiltedLogistic(h.times(beta()), tilt());
    }
}
