package dev.nabla.loss.ranking;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.CompensatedSums;
import dev.nabla.kernel.Deadline;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;

/**
 * The logistic loss of pairs of items, {@code Σ w log(1 + e^−u) / divisor}, where {@code u} is how much the more relevant one
 * scores above the other, times sigma.
 */
record LogisticPairs(double[] scores, double sigma, RelevanceOrder.Pairs pairs, Weights weights, double divisor)
        implements ListTerms {

    /** The weights of pairs. */
    @FunctionalInterface
    interface Weights {

        /** Writes the weights of the pairs of an item with less relevant ones. */
        void write(int higher, int[] lower, int from, DoubleDoubleRow into);
    }

    @Override
    public double value() {
        ScaledDifferences differences = new ScaledDifferences(scores, sigma, 1);
        CompensatedSum sum = new CompensatedSum();
        DoubleDoubleRow row = DoubleDoubleRow.ofLength(scores.length);
        double[] terms = new double[scores.length];
        for (int place = 0; place < scores.length; place++) {
            Deadline.check();
            int[] lower = pairs.lower()[place];
            int from = pairs.from()[place];
            weights.write(pairs.higher()[place], lower, from, row);
            differences.addSoftplus(lower, from, pairs.higher()[place], row, terms, sum);
        }
        return sum.scaledTotal().dividedBy(DoubleDouble.of(divisor)).value();
    }

    @Override
    public void gradient(DoubleDouble cotangent, double[] gradient) {
        write(new ScaledDifferences(scores, sigma, 1)::sigmoids, -1, ScaledDoubleDouble.of(cotangent).times(sigma),
                gradient);
    }

    @Override
    public void hessian(DoubleDouble cotangent, double[] hessian) {
        write(new ScaledDifferences(scores, sigma, 1)::derivatives, 1,
                ScaledDoubleDouble.of(cotangent).times(sigma).times(sigma), hessian);
    }

    /** What pairs of items contribute to a derivative, but for their weights. */
    @FunctionalInterface
    private interface Slopes {

        void write(int[] items, int from, int over, DoubleDoubleRow into);
    }

    /** Adds up what pairs contribute to the less relevant item, and times a sign to the more relevant one. */
    private void write(Slopes slopes, double sign, ScaledDoubleDouble factor, double[] into) {
        CompensatedSums sums = new CompensatedSums(scores.length);
        DoubleDoubleRow row = DoubleDoubleRow.ofLength(scores.length);
        DoubleDoubleRow slopeRow = DoubleDoubleRow.ofLength(scores.length);
        for (int place = 0; place < scores.length; place++) {
            Deadline.check();
            int item = pairs.higher()[place];
            int[] lower = pairs.lower()[place];
            int from = pairs.from()[place];
            weights.write(item, lower, from, row);
            slopes.write(lower, from, item, slopeRow);
            for (int k = from; k < lower.length; k++) {
                DoubleDouble slope = row.get(k).times(slopeRow.get(k));
                sums.add(lower[k], slope);
                sums.add(item, slope.times(sign));
            }
        }
        ScaledDoubleDouble quotient = factor.dividedBy(DoubleDouble.of(divisor));
        for (int i = 0; i < into.length; i++) {
            into[i] = sums.product(i, quotient);
        }
    }
}
