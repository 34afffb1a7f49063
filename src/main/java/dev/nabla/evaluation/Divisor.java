package dev.nabla.evaluation;

import dev.nabla.kernel.Accumulator;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Tensor;
import java.util.function.IntToDoubleFunction;

/** What the sum over the values of a loss is divided by. */
final class Divisor {

    private Divisor() {}

    /** The divisor where every unmasked value counts the same. */
    static DoubleDouble of(Task task, int values) {
        return of(task, values, value -> task.takesPart(value) ? 1 : 0);
    }

    /** The sum of what each value counts, times its sample weight for a weighted mean; 1 where nothing is divided. */
    static DoubleDouble of(Task task, int values, IntToDoubleFunction count) {
        Tensor weight = task.reduction() == Reduction.WEIGHTED_MEAN ? task.sampleWeight() : null;
        if (task.reduction() == Reduction.NONE || task.reduction() == Reduction.SUM) {
            return DoubleDouble.of(1);
        }
        Accumulator sum = new Accumulator();
        for (int i = 0; i < values; i++) {
            double counted = count.applyAsDouble(i);
            if (counted != 0) {
                sum.addProduct(counted, weight == null ? 1 : weight.get(i));
            }
        }
        return new DoubleDouble(sum.hi(), sum.lo());
    }
}
