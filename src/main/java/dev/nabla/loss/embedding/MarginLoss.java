package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;

/** Softmax cross-entropy of scaled cosines, that of the target class lowered by a margin. */
interface MarginLoss extends RowwiseLoss {

    int PREDICTIONS = 0;
    int TARGETS = 1;

    double scale();

    /** The cosine of the target class with the margin applied. */
    DoubleDouble lowered(double cosine);

    /** The derivative of {@link #lowered}. */
    DoubleDouble slope(double cosine);

    @Override
    default boolean classAxisIsLast() {
        return true;
    }

    @Override
    default double evaluate(Row row) {
        int target = (int) row.element(TARGETS);
        double own = row.elements(PREDICTIONS)[target];
        MarginSoftmax softmax = new MarginSoftmax(row, target, lowered(own), scale());
        double[] gradient = row.gradient(PREDICTIONS);
        for (int c = 0; gradient != null && c < row.length(); c++) {
            gradient[c] = c == target
                    ? 0.0 - softmax.complement(c).times(slope(own)).times(scale()).value()
                    : softmax.probability(c).times(scale()).value();
        }
        double[] hessian = row.hessian(PREDICTIONS);
        for (int c = 0; hessian != null && c < row.length(); c++) {
            hessian[c] = softmax.probability(c).times(scale()).times(softmax.complement(c)).times(scale()).value();
        }
        return softmax.loss().value();
    }
}
