package dev.nabla.evaluation;

import dev.nabla.kernel.Accumulator;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;

import org.jspecify.annotations.Nullable;

/** Puts the values of a loss together, and says what each value's derivative is multiplied by in return. */
final class Reducer {

    private static final DoubleDouble ONE = DoubleDouble.of(1);

    private final Task task;
    private final DoubleDouble divisor;
    private final DoubleDouble upstream;
    private final Accumulator total = new Accumulator();
    private final @Nullable Tensor unreduced;

    /**
     * A reducer for the values of a task.
     *
     * @param divisor what the sum is divided by, if it is
     * @param values the shape of the unreduced loss
     */
    Reducer(Task task, DoubleDouble divisor, Shape values) {
        this.task = task;
        this.divisor = divisor;
        this.unreduced = task.reduction() == Reduction.NONE ? Tensor.zeros(values, task.dtype()) : null;
        Tensor gradOutput = task.gradOutput();
        double factor = gradOutput == null || unreduced != null ? 1 : gradOutput.get(0);
        this.upstream = isMean() ? quotient(DoubleDouble.of(factor)) : DoubleDouble.of(factor);
    }

    /** Takes one value that is neither masked nor ignored. */
    void add(int value, double loss) {
        if (unreduced != null) {
            unreduced.set(value, loss * weight(value));
        } else if (task.sampleWeight() == null) {
            total.add(loss);
        } else {
            total.addProduct(weight(value), loss);
        }
    }

    /** The derivative of the answered loss with respect to one value. */
    DoubleDouble cotangent(int value) {
        DoubleDouble cotangent = upstream;
        if (unreduced != null && task.gradOutput() != null) {
            cotangent = DoubleDouble.of(task.gradOutput().get(value));
        }
        return task.sampleWeight() == null ? cotangent : cotangent.times(weight(value));
    }

    Tensor loss() {
        if (unreduced != null) {
            return unreduced;
        }
        DoubleDouble sum = new DoubleDouble(total.hi(), total.lo());
        return Tensor.scalar((isMean() ? quotient(sum) : sum).value(), task.dtype());
    }

    private boolean isMean() {
        return task.reduction() == Reduction.MEAN || task.reduction() == Reduction.WEIGHTED_MEAN;
    }

    /** Nothing divided by nothing is NaN, and so is what weights that sum to 0 leave. */
    private DoubleDouble quotient(DoubleDouble dividend) {
        if (divisor.isZero()) {
            return DoubleDouble.of(Double.NaN);
        }
        return divisor.equals(ONE) ? dividend : dividend.dividedBy(divisor);
    }

    private double weight(int value) {
        Tensor weight = task.sampleWeight();
        return weight == null ? 1 : weight.get(value);
    }
}
