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
record LogisticPairs(double[] scores, double sigma, RelevanceOrder.Pairs pairs, Weight weight, double divisor)
        implements ListTerms {

    /** The weight of a pair. */
    @FunctionalInterface
    interface Weight {

        DoubleDouble of(int higher, int lower);
    }

    @Override
    public double value() {
        ScaledDifferences differences = new ScaledDifferences(scores, sigma, 1);
        CompensatedSum sum = new CompensatedSum();
        for (int place = 0; place < scores.length; place++) {
            Deadline.check();
            int i = pairs.higher()[place];
            int[] lower = pairs.lower()[place];
            for (int k = pairs.from()[place]; k < lower.length; k++) {
                DoubleDouble pairWeight = weight.of(i, lower[k]);
                if (!pairWeight.isZero()) {
                    differences.addSoftplus(lower[k], i, pairWeight, sum);
                }
            }
        }
        return sum.scaledTotal().dividedBy(DoubleDouble.of(divisor)).value();
    }

    @Override
    public void gradient(DoubleDouble cotangent, double[] gradient) {
        ScaledDifferences differences = new ScaledDifferences(scores, sigma, 1);
        CompensatedSums sums = new CompensatedSums(scores.length);
        for (int place = 0; place < scores.length; place++) {
            Deadline.check();
            int i = pairs.higher()[place];
            int[] lower = pairs.lower()[place];
            DoubleDouble own = DoubleDouble.ZERO;
            for (int k = pairs.from()[place]; k < lower.length; k++) {
                DoubleDouble pull = weight.of(i, lower[k]).times(differences.sigmoid(lower[k], i));
                sums.add(lower[k], pull);
                own = own.plus(pull);
            }
            sums.add(i, own.negated());
        }
        write(sums, ScaledDoubleDouble.of(cotangent).times(sigma), gradient);
    }

    @Override
    public void hessian(DoubleDouble cotangent, double[] hessian) {
        ScaledDifferences differences = new ScaledDifferences(scores, sigma, 1);
        CompensatedSums sums = new CompensatedSums(scores.length);
        for (int place = 0; place < scores.length; place++) {
            Deadline.check();
            int i = pairs.higher()[place];
            int[] lower = pairs.lower()[place];
            DoubleDouble own = DoubleDouble.ZERO;
            for (int k = pairs.from()[place]; k < lower.length; k++) {
                DoubleDouble curvature = weight.of(i, lower[k]).times(differences.derivative(i, lower[k]));
                sums.add(lower[k], curvature);
                own = own.plus(curvature);
            }
            sums.add(i, own);
        }
        write(sums, ScaledDoubleDouble.of(cotangent).times(sigma).times(sigma), hessian);
    }

    private void write(CompensatedSums sums, ScaledDoubleDouble factor, double[] into) {
        ScaledDoubleDouble quotient = factor.dividedBy(DoubleDouble.of(divisor));
        for (int i = 0; i < into.length; i++) {
            into[i] = sums.product(i, quotient);
        }
    }
}
