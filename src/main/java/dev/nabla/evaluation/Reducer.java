package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reduces the values of a loss. */
final class Reducer {

    private final Task task;
    private final Divisor divisor;
    private final Shape shape;
    private final @Nullable Tensor unreduced;
    private final double @Nullable [] kept;

    /**
     * A reducer for the values of a task.
     *
     * @param values the shape of the unreduced loss
     */
    Reducer(Task task, Divisor divisor, Shape values) {
        this.task = task;
        this.divisor = divisor;
        this.shape = values;
        this.unreduced = task.reduction() == Reduction.NONE ? Tensor.uninitialized(values, task.dtype()) : null;
        this.kept = task.isWeightDifferentiated() ? Storage.doubles(values.elements()) : null;
    }

    /**
     * Adds consecutive values, excluded ones being 0, and returns their weighted sum, divided by the divisor of each sample. For
     * a reproducible result, values must always come in the same blocks.
     */
    CompensatedSum add(int start, double[] values, int count) {
        if (kept != null) {
            System.arraycopy(values, 0, kept, start, count);
        }
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
            return new Evaluation(unreduced, withWeights(gradients, cotangents, ScaledDoubleDouble.ZERO), hessians,
                    ScaledDoubleDouble.ZERO, cotangents.deferred());
        }
        CompensatedSum total = new CompensatedSum();
        for (CompensatedSum sum : sums) {
            total.add(sum);
        }
        ScaledDoubleDouble loss = divisor.quotient(total.scaledTotal());
        return new Evaluation(Tensor.scalar(loss.value(), task.dtype()), withWeights(gradients, cotangents, loss),
                hessians, loss, cotangents.deferred());
    }

    /** Adds the gradient with respect to the sample weights, if it is asked for. They are part of the divisor of a weighted mean. */
    private Map<String, Tensor> withWeights(Map<String, Tensor> gradients, Cotangents cotangents,
            ScaledDoubleDouble loss) {
        if (kept == null) {
            return gradients;
        }
        boolean isWeightedMean = task.reduction() == Reduction.WEIGHTED_MEAN;
        for (int i = 0; i < kept.length; i++) {
            double share = divisor.share().applyAsDouble(i);
            kept[i] = share == 0
                    ? 0
                    : cotangents.ofWeight(i, kept[i], isWeightedMean ? loss.times(share) : ScaledDoubleDouble.ZERO);
        }
        Map<String, Tensor> all = new LinkedHashMap<>(gradients);
        all.put(Task.SAMPLE_WEIGHT, new Float64Tensor(shape, kept).in(task.dtype()));
        return all;
    }

    private double weight(int value) {
        Tensor weight = task.sampleWeight();
        return weight == null ? 1 : weight.get(value);
    }
}
