package dev.nabla.loss.ranking;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;

/**
 * Sigmoids of the differences of two scores of a list, times a factor and divided by a divisor.
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
    private final double[] exponentials;
    private final double[] errors;
    private final boolean areInRange;

    ScaledDifferences(double[] scores, double factor, double divisor) {
        this.scores = scores;
        this.factor = factor;
        this.divisor = divisor;
        this.exponentials = new double[scores.length];
        this.errors = new double[scores.length];
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
            DoubleDouble exponential = Extended.exp(exponent);
            exponentials[i] = exponential.hi();
            errors[i] = exponential.lo();
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

    private DoubleDouble exponential(int item) {
        return new DoubleDouble(exponentials[item], errors[item]);
    }

    /** The sigmoid of the score of {@code a} minus that of {@code b}, within 2⁻⁵⁶ of itself. */
    DoubleDouble sigmoid(int a, int b) {
        return areInRange
                ? exponential(a).dividedBy(exponential(a).plus(exponential(b)))
                : Extended.sigmoid(exponent(a, b));
    }

    /** The derivative of the sigmoid of a difference. */
    DoubleDouble derivative(int a, int b) {
        return sigmoid(a, b).times(sigmoid(b, a));
    }

    /** Adds a weighted logarithm of one plus the exponential of a difference to a sum, within 0.6 ulp of itself. */
    void addSoftplus(int a, int b, DoubleDouble weight, CompensatedSum sum) {
        DoubleDouble exponent = exponent(a, b);
        if (Double.isInfinite(exponent.hi()) && exponent.hi() > 0) {
            sum.add(scaledExponent(a, b).times(weight));
        } else {
            sum.add(softplus(a, b, exponent).times(weight));
        }
    }

    private DoubleDouble softplus(int a, int b, DoubleDouble exponent) {
        if (!areInRange) {
            return Extended.softplus(exponent);
        }
        boolean isRising = scores[a] > scores[b];
        DoubleDouble ratio = isRising
                ? exponential(b).dividedBy(exponential(a))
                : exponential(a).dividedBy(exponential(b));
        double log = Elementary.log1p(ratio.hi(), ratio.lo());
        return isRising ? exponent.plus(log) : DoubleDouble.of(log);
    }
}
