package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.StableSigmoid;

/**
 * {@code q^γ·sp(u)}, q = σ(u): the surprise at an outcome that had the probability 1 - q, times a power of q that fades it
 * out where it was likely.
 */
final class FocalTerm {

    private final double gamma;
    private final DoubleDouble missed;
    private final DoubleDouble hit;
    private final DoubleDouble surprise;
    private final double focus;

    /**
     * Computes the parts.
     *
     * @param u the logit of the other outcome
     * @param gamma γ, at least 0
     */
    FocalTerm(double u, double gamma) {
        StableSigmoid other = new StableSigmoid(u);
        this.gamma = gamma;
        this.missed = other.probability();
        this.hit = other.complement();
        this.surprise = other.softplus();
        this.focus = power(other.negativeLogProbability().negated(), gamma);
    }

    /** e^(y·log), 1 where y is 0. */
    static double power(DoubleDouble log, double y) {
        DoubleDouble exponent = log.times(y);
        return y == 0 ? 1 : Elementary.exp(exponent.hi(), exponent.lo());
    }

    DoubleDouble value() {
        return focused(surprise);
    }

    /** The derivative with respect to u: {@code q^γ [γ (1-q) sp(u) + q]}. */
    DoubleDouble slope() {
        return focused(weighted(DoubleDouble.of(gamma)).plus(missed));
    }

    /** The second derivative: {@code q^γ (1-q) [γ sp(u) (γ (1-q) - q) + (2γ + 1) q]}. */
    DoubleDouble curvature() {
        DoubleDouble bend = weighted(hit.times(gamma).minus(missed).times(gamma));
        return focused(bend.plus(hit.times(missed).times(DoubleDouble.product(2, gamma).plus(1))));
    }

    /** Times q^γ; 0 where that is, however large the other factor. */
    private DoubleDouble focused(DoubleDouble value) {
        return focus == 0 ? DoubleDouble.ZERO : value.times(focus);
    }

    /** {@code (1-q) sp(u)} times a factor: 0 where u is ∞. */
    private DoubleDouble weighted(DoubleDouble factor) {
        return hit.isZero() ? DoubleDouble.ZERO : hit.times(surprise).times(factor);
    }
}
