package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.StableSigmoid;

/**
 * {@code M^γ·C} of a logit x and a target t between 0 and 1: the cross-entropy {@code C = (1-t)·sp(x) + t·sp(-x)}, faded by
 * what is missed, {@code M = (1-t)·σ(x) + t·σ(-x)}, which is not 0.
 */
final class SoftFocal {

    private final double gamma;
    private final DoubleDouble entropy;
    private final DoubleDouble entropySlope;
    private final DoubleDouble missed;
    private final DoubleDouble logisticSlope;
    private final DoubleDouble lean;
    private final DoubleDouble steepness;
    private final double focus;

    SoftFocal(double x, double target, double gamma) {
        StableSigmoid logistic = new StableSigmoid(x);
        DoubleDouble rest = DoubleDouble.difference(1, target);
        this.gamma = gamma;
        this.entropy = logistic.softplus().times(rest).plus(logistic.negativeLogProbability().times(target));
        DoubleDouble no = logistic.probability().times(rest);
        DoubleDouble yes = logistic.complement().times(target);
        this.entropySlope = no.minus(yes);
        this.missed = no.plus(yes);
        this.logisticSlope = logistic.derivative();
        this.lean = logistic.complement().minus(logistic.probability());
        this.steepness = logisticSlope.times(rest.minus(target)).dividedBy(missed);
        this.focus = FocalTerm.power(Extended.log(missed), gamma);
    }

    DoubleDouble value() {
        return focused(entropy);
    }

    /** {@code M^γ [γ C M′/M + C′]}. */
    DoubleDouble slope() {
        return focused(fading(steepness.times(gamma)).plus(entropySlope));
    }

    /** {@code M^γ [γ (γ-1) C (M′/M)² + γ (C M″/M + 2 C′ M′/M) + C″]}, M″ = M′·(σ(-x) - σ(x)). */
    DoubleDouble curvature() {
        DoubleDouble bend = steepness.times(gamma - 1).plus(lean);
        DoubleDouble crossed = entropySlope.times(steepness).times(2 * gamma);
        return focused(fading(steepness.times(bend).times(gamma)).plus(crossed).plus(logisticSlope));
    }

    /** Times M^γ; 0 where that is, however large the other factor. */
    private DoubleDouble focused(DoubleDouble value) {
        return focus == 0 ? DoubleDouble.ZERO : value.times(focus);
    }

    /** C times a factor that is 0 where C is infinite. */
    private DoubleDouble fading(DoubleDouble factor) {
        return factor.isZero() ? DoubleDouble.ZERO : entropy.times(factor);
    }
}
