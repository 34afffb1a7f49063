package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleArrays;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Reduces the values of a loss, and gives the factor by which the chain rule scales the derivatives of each value. */
final class Reducer {

    private final Task task;
    private final DoubleDouble divisor;
    private final DoubleDouble upstream;
    private final @Nullable Tensor unreduced;
    private final boolean isUniform;

    /**
     * A reducer for the values of a task.
     *
     * @param divisor what a mean divides the sum by
     * @param values the shape of the unreduced loss
     */
    Reducer(Task task, DoubleDouble divisor, Shape values) {
        this.task = task;
        this.divisor = divisor;
        this.unreduced = task.reduction() == Reduction.NONE ? Tensor.uninitialized(values, task.dtype()) : null;
        Tensor gradOutput = task.gradOutput();
        double factor = gradOutput == null || unreduced != null ? 1 : gradOutput.get(0);
        this.upstream = task.reduction().isMean() ? quotient(DoubleDouble.of(factor)) : DoubleDouble.of(factor);
        this.isUniform = task.sampleWeight() == null && (unreduced == null || gradOutput == null);
    }

    /**
     * Adds consecutive values, excluded ones being 0, and returns their weighted sum. For a reproducible result, values
     * must always come in the same blocks.
     */
    CompensatedSum add(int start, double[] values, int count) {
        CompensatedSum sum = new CompensatedSum();
        for (int i = 0; unreduced != null && i < count; i++) {
            unreduced.set(start + i, values[i] * weight(start + i));
        }
        if (task.sampleWeight() == null) {
            sum.add(values, 0, count);
        } else {
            for (int i = 0; i < count; i++) {
                sum.addProduct(values[i], weight(start + i));
            }
        }
        return sum;
    }

    /** Multiplies derivatives of consecutive values by those of the returned loss with respect to the values. */
    void scale(int start, double[] derivatives, int count) {
        if (isUniform) {
            DoubleArrays.scale(derivatives, 0, count, upstream);
        } else {
            for (int i = 0; i < count; i++) {
                derivatives[i] = cotangent(start + i).times(derivatives[i]).value();
            }
        }
    }

    /** The derivative of the returned loss with respect to one value. */
    DoubleDouble cotangent(int value) {
        DoubleDouble cotangent = upstream;
        if (unreduced != null && task.gradOutput() != null) {
            cotangent = DoubleDouble.of(task.gradOutput().get(value));
        }
        return task.sampleWeight() == null ? cotangent : cotangent.times(weight(value));
    }

    /** The returned loss, from the sums of all blocks, in order. */
    Tensor loss(CompensatedSum[] sums) {
        if (unreduced != null) {
            return unreduced;
        }
        CompensatedSum total = new CompensatedSum();
        for (CompensatedSum sum : sums) {
            total.add(sum);
        }
        DoubleDouble sum = new DoubleDouble(total.hi(), total.lo());
        return Tensor.scalar((task.reduction().isMean() ? quotient(sum) : sum).value(), task.dtype());
    }

    /** The quotient by the divisor; NaN if that is 0: no value counts, or the weights sum to 0. */
    private DoubleDouble quotient(DoubleDouble dividend) {
        if (divisor.isZero()) {
            return DoubleDouble.of(Double.NaN);
        }
        return divisor.equals(DoubleDouble.ONE) ? dividend : dividend.dividedBy(divisor);
    }

    private double weight(int value) {
        Tensor weight = task.sampleWeight();
        return weight == null ? 1 : weight.get(value);
    }
}
