package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.StableSigmoid;

/**
 * {@code q^γ·sp(u)}, q = σ(u): the surprisal of an outcome of probability 1 - q, down-weighted by a power of q.
 */
final class FocalTerm {

    private final double gamma;
    private final DoubleDouble missProbability;
    private final DoubleDouble hitProbability;
    private final DoubleDouble surprisal;
    private final double focalWeight;

    /**
     * Computes the factors of the term.
     *
     * @param u the logit of the other outcome
     * @param gamma γ, at least 0
     */
    FocalTerm(double u, double gamma) {
        StableSigmoid other = new StableSigmoid(u);
        this.gamma = gamma;
        this.missProbability = other.probability();
        this.hitProbability = other.complement();
        this.surprisal = other.softplus();
        this.focalWeight = power(other.negativeLogProbability().negated(), gamma);
    }

    /** e^(y·log); 1 if y is 0. */
    static double power(DoubleDouble log, double y) {
        DoubleDouble exponent = log.times(y);
        return y == 0 ? 1 : Elementary.exp(exponent.hi(), exponent.lo());
    }

    DoubleDouble value() {
        return timesFocalWeight(surprisal);
    }

    /** The derivative with respect to u: {@code q^γ [γ (1-q) sp(u) + q]}. */
    DoubleDouble derivative() {
        return timesFocalWeight(weighted(DoubleDouble.of(gamma)).plus(missProbability));
    }

    /** The second derivative: {@code q^γ (1-q) [γ sp(u) (γ (1-q) - q) + (2γ + 1) q]}. */
    DoubleDouble curvature() {
        DoubleDouble softplusTerm = weighted(hitProbability.times(gamma).minus(missProbability).times(gamma));
        return timesFocalWeight(
                softplusTerm.plus(hitProbability.times(missProbability).times(DoubleDouble.product(2, gamma).plus(1))));
    }

    /** A value times q^γ; 0 if q^γ is 0, even if the value is infinite. */
    private DoubleDouble timesFocalWeight(DoubleDouble value) {
        return focalWeight == 0 ? DoubleDouble.ZERO : value.times(focalWeight);
    }

    /** {@code (1-q) sp(u)} times a factor; 0 if u is ∞. */
    private DoubleDouble weighted(DoubleDouble factor) {
        return hitProbability.isZero() ? DoubleDouble.ZERO : hitProbability.times(surprisal).times(factor);
    }
}
