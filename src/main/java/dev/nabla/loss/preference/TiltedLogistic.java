package dev.nabla.loss.preference;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;

/**
 * The logistic loss log(1 + e<sup>−u</sup>), tilted by a multiple of u: with labels that are wrong in a share ε of the cases,
 * (1 − ε)·log(1 + e<sup>−u</sup>) + ε·log(1 + e<sup>u</sup>) = log(1 + e<sup>−u</sup>) + ε·u.
 *
 * @param u the logit
 * @param tilt what u is multiplied by, below 1
 */
record TiltedLogistic(ScaledDoubleDouble u, DoubleDouble tilt) {

    /** Without a tilt. */
    TiltedLogistic(ScaledDoubleDouble u) {
        this(u, DoubleDouble.ZERO);
    }

    /** The loss, from e<sup>−|u|</sup>, so that it is finite wherever the tilted logit is. */
    ScaledDoubleDouble value() {
        DoubleDouble weight = u.sign() < 0 ? DoubleDouble.ONE.minus(tilt) : tilt;
        return ScaledDoubleDouble.of(weight).timesOrZero(u.abs())
                .plus(Extended.scaledSoftplus(u.toDoubleDouble().abs().negated()));
    }

    /** The derivative with respect to u. */
    ScaledDoubleDouble derivative() {
        return ScaledDoubleDouble.of(tilt).minus(Extended.scaledSigmoid(u.toDoubleDouble().negated()));
    }

    /** The second derivative with respect to u. */
    ScaledDoubleDouble curvature() {
        DoubleDouble logit = u.toDoubleDouble();
        return Extended.scaledSigmoid(logit).times(Extended.scaledSigmoid(logit.negated()));
    }
}
