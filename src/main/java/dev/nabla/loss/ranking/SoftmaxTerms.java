package dev.nabla.loss.ranking;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.StableSoftmax;

/**
 * The cross entropy of the softmax of scores, {@code −Σ w log p}, times a power of two.
 *
 * @param weights the weight of each item
 * @param rest the sum of the weights of all other items
 * @param exponent weights are divided by 2 to this power
 */
record SoftmaxTerms(StableSoftmax softmax, DoubleDouble[] weights, DoubleDouble[] rest, int exponent)
        implements ListTerms {

    /** The cross entropy of weights that may overflow when added. */
    static ListTerms ofWeights(double[] scores, double[] weights, int exponent) {
        DoubleDouble[] scaled = new DoubleDouble[weights.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = DoubleDouble.of(Math.scalb(weights[i], -exponent));
        }
        StableSoftmax softmax = softmax(scores);
        return softmax.isDefined()
                ? new SoftmaxTerms(softmax, scaled, rest(scaled), exponent)
                : ConstantTerms.UNDEFINED;
    }

    /** The cross entropy of the softmax of other scores. */
    static ListTerms ofSoftmax(double[] scores, double[] others) {
        StableSoftmax softmax = softmax(scores);
        StableSoftmax wanted = softmax(others);
        DoubleDouble[] weights = new DoubleDouble[scores.length];
        DoubleDouble[] rest = new DoubleDouble[scores.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = wanted.probability(i);
            rest[i] = wanted.complement(i);
        }
        return softmax.isDefined() && wanted.isDefined()
                ? new SoftmaxTerms(softmax, weights, rest, 0)
                : ConstantTerms.UNDEFINED;
    }

    private static StableSoftmax softmax(double[] scores) {
        return new StableSoftmax(scores, scores.length, new double[scores.length]);
    }

    /** The sums of all weights but one, without a subtraction. */
    private static DoubleDouble[] rest(DoubleDouble[] weights) {
        DoubleDouble[] rest = new DoubleDouble[weights.length];
        DoubleDouble before = DoubleDouble.ZERO;
        for (int i = 0; i < rest.length; i++) {
            rest[i] = before;
            before = before.plus(weights[i]);
        }
        DoubleDouble after = DoubleDouble.ZERO;
        for (int i = rest.length - 1; i >= 0; i--) {
            rest[i] = rest[i].plus(after);
            after = after.plus(weights[i]);
        }
        return rest;
    }

    @Override
    public double value() {
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int i = 0; i < weights.length; i++) {
            if (!weights[i].isZero()) {
                sum = sum.plus(softmax.weightedNegativeLogProbability(i, weights[i]));
            }
        }
        return Math.scalb(sum.value(), exponent);
    }

    @Override
    public void gradient(DoubleDouble cotangent, double[] gradient) {
        for (int i = 0; i < gradient.length; i++) {
            DoubleDouble excess = softmax.probability(i).times(rest[i])
                    .minus(softmax.complement(i).times(weights[i]));
            gradient[i] = scaled(excess, cotangent);
        }
    }

    @Override
    public void hessian(DoubleDouble cotangent, double[] hessian) {
        for (int i = 0; i < hessian.length; i++) {
            DoubleDouble total = rest[i].plus(weights[i]);
            hessian[i] = scaled(softmax.probability(i).times(softmax.complement(i)).times(total), cotangent);
        }
    }

    private double scaled(DoubleDouble derivative, DoubleDouble cotangent) {
        return ScaledDoubleDouble.of(derivative).times(cotangent).shifted(exponent).value();
    }
}
