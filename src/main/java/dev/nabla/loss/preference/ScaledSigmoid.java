package dev.nabla.loss.preference;

import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;

/** σ(βg) of a gain g, and its derivatives with respect to g. */
record ScaledSigmoid(ScaledDoubleDouble gain, double beta) {

    ScaledDoubleDouble value() {
        return Extended.scaledSigmoid(logit().toDoubleDouble());
    }

    /** β·σ(βg)·σ(−βg). */
    ScaledDoubleDouble derivative() {
        ScaledDoubleDouble logit = logit();
        return Extended.scaledSigmoid(logit.toDoubleDouble())
                .times(Extended.scaledSigmoid(logit.negated().toDoubleDouble())).times(beta);
    }

    /** −β·tanh(βg/2) times the first. */
    ScaledDoubleDouble curvature() {
        return derivative().times(ScaledElementary.tanh(logit().shifted(-1))).times(-beta);
    }

    private ScaledDoubleDouble logit() {
        return gain.times(beta);
    }
}
