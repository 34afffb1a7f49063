package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import java.util.List;

/**
 * A loss of a row of scores that sets the true class y against its best rival k, the class of the highest score among the
 * others: {@code max(0, x_k + lead - x_y)}. Of equals the first is the best.
 */
interface CrammerSingerLoss extends RowwiseLoss {

    List<Input> INPUTS = List.of(
            Input.numbers("predictions", "scores, classes along the class axis").twiceDifferentiable(),
            Input.classes("targets", "the true classes"));

    /** How far ahead the true class has to be. */
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
        int rival = bestRival(scores, row.length(), target);
        if (rival < 0) {
            return row.zero();
        }
        DoubleDouble shortfall = DoubleDouble.difference(scores[rival], scores[target]).plus(margin());
        if (Double.isNaN(shortfall.hi())) {
            return row.undefined();
        }
        row.zero();
        if (shortfall.hi() < 0) {
            return 0;
        }
        double[] gradient = row.gradient(0);
        if (gradient != null) {
            gradient[rival] = 1;
            gradient[target] = -1;
        }
        return shortfall.value();
    }

    /** The class of the highest score among the others; -1 if there are no others. */
    private static int bestRival(double[] scores, int count, int target) {
        int best = -1;
        for (int c = 0; c < count; c++) {
            if (c != target && (best < 0 || scores[c] > scores[best])) {
                best = c;
            }
        }
        return best;
    }
}
