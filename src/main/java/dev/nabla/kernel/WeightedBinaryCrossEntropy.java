package dev.nabla.kernel;

/**
 * Binary cross-entropy of a logit x with a weight for each term: {@code negative·sp(x) + positive·sp(-x)}. Where parts of it
 * are beyond float64, results are not finite.
 *
 * <p>One exponential of -|x| serves both: {@code sp(|x|) = |x| + sp(-|x|)}, and σ is 1 or {@code e^-|x|} over their
 * sum. Which of them is the larger is selected, not branched on: the sign of a logit is hard to predict.
 *
 * @param negative weight of the negative term
 * @param positive weight of the positive term
 */
public record WeightedBinaryCrossEntropy(Pair negative, Pair positive) {

    /**
     * The loss.
     *
     * @param softplus sp(-|x|)
     */
    public double value(double x, double softplus) {
        Pair opposite = Pair.blend(isPositive(x), negative, positive);
        return opposite.times(Math.abs(x)).plus(negative.plus(positive).times(softplus)).value();
    }

    /**
     * {@code negative·σ(x) - positive·σ(-x)}.
     *
     * @param tail e^-|x|
     */
    public double gradient(double x, double tail) {
        double isPositive = isPositive(x);
        double isNegative = 1 - isPositive;
        Pair no = negative.times(Math.fma(isNegative, tail, isPositive));
        Pair yes = positive.times(Math.fma(isPositive, tail, isNegative));
        return no.minus(yes).dividedBy(Pair.sum(1, tail)).value();
    }

    /** 1 if x is positive, 0 if it is negative. */
    private static double isPositive(double x) {
        return 0.5 + Math.copySign(0.5, x);
    }

    /**
     * {@code (negative + positive)·σ(x)·σ(-x)}.
     *
     * @param tail e^-|x|
     */
    public double hessian(double tail) {
        Pair total = Pair.sum(1, tail);
        return negative.plus(positive).times(tail).dividedBy(total.times(total)).value();
    }
}
