package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import java.util.List;

/**
 * A multiclass hinge of the true class y against the highest-scoring other class k: {@code max(0, x_k + margin - x_y)}.
 * Among equal scores the first is k.
 */
interface CrammerSingerLoss extends RowwiseLoss {

    List<Input> INPUTS = List.of(
            Input.numbers("predictions", "scores, classes along the class axis").twiceDifferentiable(),
            Input.classes("targets", "ground truth class indices"));

    /** The margin by which the true class must exceed all others. */
    double margin();

    @Override
    default List<Input> inputs() {
        return INPUTS;
    }

    @Override
    default boolean classAxisIsLast() {
        return true;
    }

    @Override
    default double evaluate(Row row) {
        double[] scores = row.elements(0);
        int target = (int) row.element(1);
        int other = bestOther(scores, row.length(), target);
        if (other < 0) {
            return row.zero();
        }
        DoubleDouble shortfall = DoubleDouble.difference(scores[other], scores[target]).plus(margin());
        if (Double.isNaN(shortfall.hi())) {
            return row.undefined();
        }
        row.zero();
        if (shortfall.hi() < 0) {
            return 0;
        }
        double[] gradient = row.gradient(0);
        if (gradient != null) {
            gradient[other] = 1;
            gradient[target] = -1;
        }
        return shortfall.value();
    }

    /** The highest-scoring class other than the target; -1 if there is none. */
    private static int bestOther(double[] scores, int count, int target) {
        int best = -1;
        for (int c = 0; c < count; c++) {
            if (c != target && (best < 0 || scores[c] > scores[best])) {
                best = c;
            }
        }
        return best;
    }
}
