package dev.nabla.loss.ranking;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;

/**
 * Sigmoids of how much items of a list score above another, times a factor and divided by a divisor.
 *
 * <p>With {@code e} the exponential of a score, relative to the largest, the sigmoid of a difference is {@code e_a/(e_a + e_b)}:
 * a list takes an exponential per item and not per pair, unless some would underflow.
 */
final class ScaledDifferences {

    /** Exponentials of numbers down to it, their errors and those of quotients of them are float64 numbers. */
    private static final double LEAST = -600;

    private final double[] scores;
    private final double factor;
    private final double divisor;
    private final DoubleDoubleRow exponentials;
    private final boolean areInRange;

    ScaledDifferences(double[] scores, double factor, double divisor) {
        this.scores = scores;
        this.factor = factor;
        this.divisor = divisor;
        this.exponentials = DoubleDoubleRow.ofLength(scores.length);
        this.areInRange = exponentiate();
    }

    private boolean exponentiate() {
        int largest = 0;
        for (int i = 1; i < scores.length; i++) {
            largest = scores[i] > scores[largest] ? i : largest;
        }
        for (int i = 0; i < scores.length; i++) {
            DoubleDouble exponent = exponent(i, largest);
            if (!(exponent.hi() >= LEAST)) {
                return false;
            }
            exponentials.set(i, Extended.exp(exponent));
        }
        return true;
    }

    private DoubleDouble exponent(int a, int b) {
        DoubleDouble exponent = DoubleDouble.difference(scores[a], scores[b]).times(factor).dividedBy(divisor);
        return Double.isFinite(exponent.hi()) ? exponent : scaledExponent(a, b).toDoubleDouble();
    }

    /** The same, also beyond float64. */
    private ScaledDoubleDouble scaledExponent(int a, int b) {
        return ScaledDoubleDouble.difference(scores[a], scores[b]).times(factor).dividedBy(DoubleDouble.of(divisor));
    }

    /** The sigmoids for some items over another, each within 2⁻⁵⁶ of itself. */
    void sigmoids(int[] items, int from, int over, DoubleDoubleRow into) {
        if (areInRange) {
            quotients(items, from, over, into);
        } else {
            for (int k = from; k < items.length; k++) {
                into.set(k, Extended.sigmoid(exponent(items[k], over)));
            }
        }
    }

    private void quotients(int[] items, int from, int over, DoubleDoubleRow into) {
        DoubleDouble other = exponentials.get(over);
        for (int k = from; k < items.length; k++) {
            DoubleDouble own = exponentials.get(items[k]);
            into.set(k, own.dividedBy(own.plus(other)));
        }
    }

    /** The derivatives of the sigmoids for some items over another. */
    void derivatives(int[] items, int from, int over, DoubleDoubleRow into) {
        if (areInRange) {
            quotientsOfSquares(items, from, over, into);
        } else {
            for (int k = from; k < items.length; k++) {
                DoubleDouble exponent = exponent(items[k], over);
                into.set(k, Extended.sigmoid(exponent).times(Extended.sigmoid(exponent.negated())));
            }
        }
    }

    private void quotientsOfSquares(int[] items, int from, int over, DoubleDoubleRow into) {
        DoubleDouble other = exponentials.get(over);
        for (int k = from; k < items.length; k++) {
            DoubleDouble own = exponentials.get(items[k]);
            DoubleDouble sum = own.plus(other);
            into.set(k, own.dividedBy(sum).times(other.dividedBy(sum)));
        }
    }

    /**
     * Adds the logarithms of one plus the exponentials, for some items over another, each times a weight that is not negative.
     *
     * @param terms scratch space
     */
    void addSoftplus(int[] items, int from, int over, DoubleDoubleRow weights, double[] terms, CompensatedSum sum) {
        if (areInRange) {
            softplus(items, from, over, weights, terms);
            sum.add(terms, from, items.length);
        } else {
            for (int k = from; k < items.length; k++) {
                if (weights.high()[k] != 0) {
                    addSoftplus(items[k], over, weights.get(k), sum);
                }
            }
        }
    }

    private void softplus(int[] items, int from, int over, DoubleDoubleRow weights, double[] terms) {
        DoubleDouble other = exponentials.get(over);
        for (int k = from; k < items.length; k++) {
            DoubleDouble own = exponentials.get(items[k]);
            boolean isAbove = scores[items[k]] > scores[over];
            DoubleDouble ratio = DoubleDouble.select(isAbove, other, own)
                    .dividedBy(DoubleDouble.select(isAbove, own, other));
            double log = Elementary.log1p(ratio.hi(), ratio.lo());
            DoubleDouble excess = DoubleDouble.difference(isAbove ? scores[items[k]] : scores[over], scores[over])
                    .times(factor).dividedBy(divisor);
            terms[k] = excess.plus(log).times(weights.get(k)).value();
        }
    }

    private void addSoftplus(int a, int b, DoubleDouble weight, CompensatedSum sum) {
        DoubleDouble exponent = exponent(a, b);
        if (exponent.hi() == Double.POSITIVE_INFINITY) {
            sum.add(scaledExponent(a, b).times(weight));
        } else {
            sum.add(Extended.softplus(exponent).times(weight));
        }
    }
}
