package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.StableSigmoid;
import dev.nabla.loss.Intermediate;
import java.util.List;

/**
 * {@code q^γ·sp(u)}, q = σ(u): the surprisal of an outcome of probability 1 - q, down-weighted by a power of q.
 */
final class FocalTerm {

    /** The places of e^-|x| and log(1 + e^-|x|), each in two parts, behind a logit and its target. */
    private static final int TAIL = 2;
    private static final int LOG_TOTAL = 4;

    /** What {@link #sigmoid} needs. */
    static final List<Intermediate> INTERMEDIATES = List
            .of(Intermediate.extendedExpAndSoftplus((inputs, i) -> -Math.abs(inputs[0][i])));

    private final double gamma;
    private final DoubleDouble missProbability;
    private final DoubleDouble hitProbability;
    private final DoubleDouble surprisal;
    private final double focalWeight;

    /**
     * Computes the factors of the term.
     *
     * @param other the sigmoid of the logit u of the other outcome
     * @param gamma γ, at least 0
     */
    FocalTerm(StableSigmoid other, double gamma) {
        this.gamma = gamma;
        this.missProbability = other.probability();
        this.hitProbability = other.complement();
        this.surprisal = other.softplus();
        this.focalWeight = isProduct(gamma)
                ? product(missProbability, gamma)
                : power(other.negativeLogProbability().negated(), gamma);
    }

    /** The sigmoid of a sign times the logit. */
    static StableSigmoid sigmoid(double[] inputs, double sign) {
        return new StableSigmoid(sign * inputs[0], new DoubleDouble(inputs[TAIL], inputs[TAIL + 1]),
                new DoubleDouble(inputs[LOG_TOTAL], inputs[LOG_TOTAL + 1]));
    }

    /** Whether {@link #product} has a power: the exponents that are used most. */
    static boolean isProduct(double y) {
        return y == 1 || y == 2 || y == 4;
    }

    /** base^y for y = 1, 2 or 4. */
    static double product(DoubleDouble base, double y) {
        DoubleDouble square = base.squared();
        return y == 1 ? base.value() : y == 2 ? square.value() : square.squared().value();
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
