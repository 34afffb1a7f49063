package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reduces the values of a loss. */
final class Reducer {

    private final Task task;
    private final Divisor divisor;
    private final @Nullable Tensor unreduced;

    /**
     * A reducer for the values of a task.
     *
     * @param values the shape of the unreduced loss
     */
    Reducer(Task task, Divisor divisor, Shape values) {
        this.task = task;
        this.divisor = divisor;
        this.unreduced = task.reduction() == Reduction.NONE ? Tensor.uninitialized(values, task.dtype()) : null;
    }

    /**
     * Adds consecutive values, excluded ones being 0, and returns their weighted sum, divided by the divisor of each sample. For
     * a reproducible result, values must always come in the same blocks.
     */
    CompensatedSum add(int start, double[] values, int count) {
        for (int i = 0; unreduced != null && i < count; i++) {
            unreduced.set(start + i, values[i] * weight(start + i));
        }
        CompensatedSum sum = new CompensatedSum();
        if (divisor.isOfSamples()) {
            addSamples(start, values, count, sum);
        } else {
            addWeighted(start, values, 0, count, sum);
        }
        return sum;
    }

    private void addSamples(int start, double[] values, int count, CompensatedSum sum) {
        int to;
        for (int from = 0; from < count; from = to) {
            to = Math.min(count, divisor.endOfSample(start + from) - start);
            if (divisor.count(start + from) > 0) {
                CompensatedSum part = new CompensatedSum();
                addWeighted(start, values, from, to, part);
                sum.add(divisor.quotient(part.scaledTotal(), start + from));
            }
        }
    }

    private void addWeighted(int start, double[] values, int from, int to, CompensatedSum sum) {
        if (task.sampleWeight() == null) {
            sum.add(values, from, to);
        } else {
            for (int i = from; i < to; i++) {
                sum.addProduct(values[i], weight(start + i));
            }
        }
    }

    /** The result for derivatives, and the sums of all blocks, in order. */
    Evaluation evaluation(Map<String, Tensor> gradients, Map<String, Tensor> hessians, Cotangents cotangents,
            CompensatedSum... sums) {
        if (unreduced != null) {
            return new Evaluation(unreduced, gradients, hessians, ScaledDoubleDouble.ZERO, cotangents.deferred());
        }
        CompensatedSum total = new CompensatedSum();
        for (CompensatedSum sum : sums) {
            total.add(sum);
        }
        ScaledDoubleDouble loss = divisor.quotient(total.scaledTotal());
        return new Evaluation(Tensor.scalar(loss.value(), task.dtype()), gradients, hessians, loss,
                cotangents.deferred());
    }

    private double weight(int value) {
        Tensor weight = task.sampleWeight();
        return weight == null ? 1 : weight.get(value);
    }
}
