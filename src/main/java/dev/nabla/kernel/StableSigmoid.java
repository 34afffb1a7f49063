package dev.nabla.kernel;

/**
 * The logistic function σ(x) = 1/(1 + e<sup>−x</sup>) of a logit and what is made of it, kept in parts that lose nothing
 * and carry some digits more than float64, so that powers and differences of them are right. One minus a probability is
 * the probability of the opposite logit and never a subtraction.
 */
public final class StableSigmoid {

    private final double logit;
    private final DoubleDouble tail;
    private final DoubleDouble total;
    private final DoubleDouble logTotal;

    /** Computes e<sup>−|x|</sup> and log(1 + e<sup>−|x|</sup>). */
    public StableSigmoid(double logit) {
        this.logit = logit;
        this.tail = Extended.exp(-Math.abs(logit));
        this.total = tail.plus(1);
        this.logTotal = Extended.log1p(tail);
    }

    /** σ(x)·σ(−x), which is σ′(x), with the error of one exponential: 0.52 ulp of it, rounding apart. */
    public static DoubleDouble derivative(double x) {
        DoubleDouble tail = DoubleDouble.of(Elementary.exp(-Math.abs(x)));
        return tail.dividedBy(tail.plus(1).squared());
    }

    /** σ(x). */
    public DoubleDouble probability() {
        return DoubleDouble.select(logit < 0, tail, DoubleDouble.of(1)).dividedBy(total);
    }

    /** σ(−x), which is 1 − σ(x). */
    public DoubleDouble complement() {
        return DoubleDouble.select(logit < 0, DoubleDouble.of(1), tail).dividedBy(total);
    }

    /** σ′(x). */
    public DoubleDouble derivative() {
        return tail.dividedBy(total.squared());
    }

    /** log(1 + e<sup>x</sup>), which is −log σ(−x). */
    public DoubleDouble softplus() {
        return logTotal.plus(Math.max(logit, 0));
    }

    /** log(1 + e<sup>−x</sup>), which is −log σ(x). */
    public DoubleDouble negativeLogProbability() {
        return logTotal.minus(Math.min(logit, 0));
    }
}
