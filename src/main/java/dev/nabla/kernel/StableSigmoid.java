package dev.nabla.kernel;

/**
 * The logistic sigmoid σ(x) = 1/(1 + e<sup>−x</sup>) of a logit, its complement, derivative and logarithms, in double-double
 * for powers and differences of them. The complement 1 − σ(x) is computed as σ(−x), never as a difference.
 */
public final class StableSigmoid {

    private final double logit;
    private final DoubleDouble tail;
    private final DoubleDouble total;
    private final DoubleDouble logTotal;

    /** Computes e<sup>−|x|</sup> and log(1 + e<sup>−|x|</sup>). */
    public StableSigmoid(double logit) {
        this(logit, Extended.exp(-Math.abs(logit)));
    }

    private StableSigmoid(double logit, DoubleDouble tail) {
        this(logit, tail, Extended.log1p(tail));
    }

    /**
     * Takes what is known already.
     *
     * @param tail e<sup>−|x|</sup>
     * @param logTotal log(1 + e<sup>−|x|</sup>)
     */
    public StableSigmoid(double logit, DoubleDouble tail, DoubleDouble logTotal) {
        this.logit = logit;
        this.tail = tail;
        this.total = tail.plus(1);
        this.logTotal = logTotal;
    }

    /** σ′(x) = σ(x)·σ(−x), with no error but that of one float64 exponential: about 0.52 ulp. */
    public static DoubleDouble derivative(double x) {
        DoubleDouble tail = DoubleDouble.of(Elementary.exp(-Math.abs(x)));
        return tail.dividedBy(tail.plus(1).squared());
    }

    /** σ(x). */
    public DoubleDouble probability() {
        return DoubleDouble.select(logit < 0, tail, DoubleDouble.of(1)).dividedBy(total);
    }

    /** 1 − σ(x) = σ(−x). */
    public DoubleDouble complement() {
        return DoubleDouble.select(logit < 0, DoubleDouble.of(1), tail).dividedBy(total);
    }

    /** σ′(x). */
    public DoubleDouble derivative() {
        return tail.dividedBy(total.squared());
    }

    /** log(1 + e<sup>x</sup>) = −log σ(−x). */
    public DoubleDouble softplus() {
        return logTotal.plus(Math.max(logit, 0));
    }

    /** −log σ(x) = log(1 + e<sup>−x</sup>). */
    public DoubleDouble negativeLogProbability() {
        return logTotal.minus(Math.min(logit, 0));
    }
}
