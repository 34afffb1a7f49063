package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.StableSigmoid;

/**
 * Binary cross-entropy of a logit x with a weight for each term: {@code negative·sp(x) + positive·sp(-x)}.
 *
 * <p>One exponential of -|x| serves both: {@code sp(|x|) = |x| + sp(-|x|)}, and σ is 1 or {@code e^-|x|} over their
 * sum.
 *
 * @param negative weight of the negative term
 * @param positive weight of the positive term
 */
record WeightedBinaryCrossEntropy(DoubleDouble negative, DoubleDouble positive) {

    /** The loss; a term of weight 0 is dropped even if it is infinite. */
    DoubleDouble value(double x) {
        DoubleDouble opposite = x > 0 ? negative : positive;
        return opposite.timesOrZero(Math.abs(x)).plus(negative.plus(positive).times(Elementary.softplus(-Math.abs(x))));
    }

    /** {@code negative·σ(x) - positive·σ(-x)}. */
    DoubleDouble gradient(double x) {
        DoubleDouble tail = DoubleDouble.of(Elementary.exp(-Math.abs(x)));
        DoubleDouble numerator = x > 0 ? negative.minus(positive.times(tail)) : negative.times(tail).minus(positive);
        return numerator.dividedBy(tail.plus(1));
    }

    /** {@code (negative + positive)·σ(x)·σ(-x)}. */
    DoubleDouble hessian(double x) {
        return negative.plus(positive).times(StableSigmoid.derivative(x));
    }
}
