package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.StableSigmoid;

/**
 * {@code M^γ·C} of a logit x and a target t between 0 and 1: the cross-entropy {@code C = (1-t)·sp(x) + t·sp(-x)},
 * down-weighted by a power of {@code M = (1-t)·σ(x) + t·σ(-x)}, which is not 0.
 */
final class SoftFocal {

    private final double gamma;
    private final DoubleDouble entropy;
    private final DoubleDouble entropyDerivative;
    private final DoubleDouble missProbability;
    private final DoubleDouble sigmoidDerivative;
    private final DoubleDouble curvatureRatio;
    private final DoubleDouble relativeDerivative;
    private final double focalWeight;

    SoftFocal(StableSigmoid logistic, double target, double gamma) {
        DoubleDouble rest = DoubleDouble.difference(1, target);
        this.gamma = gamma;
        this.entropy = logistic.softplus().times(rest).plus(logistic.negativeLogProbability().times(target));
        DoubleDouble negative = logistic.probability().times(rest);
        DoubleDouble positive = logistic.complement().times(target);
        this.entropyDerivative = negative.minus(positive);
        this.missProbability = negative.plus(positive);
        this.sigmoidDerivative = logistic.derivative();
        this.curvatureRatio = logistic.complement().minus(logistic.probability());
        this.relativeDerivative = sigmoidDerivative.times(rest.minus(target)).dividedBy(missProbability);
        this.focalWeight = FocalTerm.isProduct(gamma)
                ? FocalTerm.product(missProbability, gamma)
                : FocalTerm.power(Extended.log(missProbability), gamma);
    }

    DoubleDouble value() {
        return timesFocalWeight(entropy);
    }

    /** {@code M^γ [γ C M′/M + C′]}. */
    DoubleDouble derivative() {
        return timesFocalWeight(timesEntropy(relativeDerivative.times(gamma)).plus(entropyDerivative));
    }

    /** {@code M^γ [γ (γ-1) C (M′/M)² + γ (C M″/M + 2 C′ M′/M) + C″]}, M″ = M′·(σ(-x) - σ(x)). */
    DoubleDouble curvature() {
        DoubleDouble bracket = relativeDerivative.times(gamma - 1).plus(curvatureRatio);
        DoubleDouble crossTerm = entropyDerivative.times(relativeDerivative).times(2 * gamma);
        return timesFocalWeight(
                timesEntropy(relativeDerivative.times(bracket).times(gamma)).plus(crossTerm).plus(sigmoidDerivative));
    }

    /** A value times M^γ; 0 if M^γ is 0, even if the value is infinite. */
    private DoubleDouble timesFocalWeight(DoubleDouble value) {
        return focalWeight == 0 ? DoubleDouble.ZERO : value.times(focalWeight);
    }

    /** C times a factor, which is 0 where C is infinite. */
    private DoubleDouble timesEntropy(DoubleDouble factor) {
        return factor.isZero() ? DoubleDouble.ZERO : entropy.times(factor);
    }
}
