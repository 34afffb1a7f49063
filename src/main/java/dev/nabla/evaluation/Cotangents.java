package dev.nabla.evaluation;

import dev.nabla.kernel.ScaleFactor;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The derivative of the returned loss with respect to each value: the upstream gradient times its weight, by the divisor. */
final class Cotangents {

    private final Divisor divisor;
    private final ScaledDoubleDouble upstream;
    private final ScaleFactor common;
    private final @Nullable Tensor ofValues;
    private final @Nullable Tensor weight;
    private final ScaledDoubleDouble deferred;

    /**
     * Creates the derivatives for the divisor of a task.
     *
     * @param isDeferred whether the factor that all have in common is left to the caller
     */
    Cotangents(Task task, Divisor divisor, boolean isDeferred) {
        this.divisor = divisor;
        this.weight = task.sampleWeight();
        Tensor gradOutput = task.gradOutput();
        this.ofValues = task.reduction() == Reduction.NONE ? gradOutput : null;
        double factor = gradOutput == null || ofValues != null ? 1 : gradOutput.get(0);
        ScaledDoubleDouble own = divisor.quotient(ScaledDoubleDouble.of(factor));
        boolean isLeft = isDeferred && !divisor.isZero();
        this.upstream = isLeft ? ScaledDoubleDouble.ONE : own;
        this.deferred = isLeft ? own : ScaledDoubleDouble.ONE;
        this.common = ScaleFactor.of(upstream);
    }

    /** The factor that is left to the caller. */
    ScaledDoubleDouble deferred() {
        return deferred;
    }

    /** The factor of the derivatives of a value. */
    ScaleFactor of(int value) {
        return own(ofSample(value), value);
    }

    /**
     * The derivative of the returned loss with respect to the weight of a value.
     *
     * @param loss the value
     * @param ofDivisor what the divisor grows by with the weight, times the returned loss
     */
    double ofWeight(int value, double loss, ScaledDoubleDouble ofDivisor) {
        ScaleFactor factor = weighted(ofSample(value), value);
        return ofDivisor.isZero()
                ? factor.product(loss)
                : factor.scaled().times(loss).minus(upstream.times(ofDivisor)).value();
    }

    /** Multiplies derivatives of consecutive values by their factors. */
    void scale(int start, double[] derivatives, int count) {
        int to;
        for (int from = 0; from < count; from = to) {
            to = Math.min(count, divisor.endOfSample(start + from) - start);
            scale(start, derivatives, from, to, ofSample(start + from));
        }
    }

    private void scale(int start, double[] derivatives, int from, int to, ScaleFactor factor) {
        if (weight == null && ofValues == null) {
            factor.scale(derivatives, from, to);
        } else {
            for (int i = from; i < to; i++) {
                derivatives[i] = own(factor, start + i).product(derivatives[i]);
            }
        }
    }

    private ScaleFactor ofSample(int value) {
        return divisor.isOfSamples() ? ScaleFactor.of(divisor.quotient(upstream, value)) : common;
    }

    private ScaleFactor own(ScaleFactor factor, int value) {
        ScaleFactor weighted = weighted(factor, value);
        return weight == null ? weighted : weighted.times(weight.get(value));
    }

    /** The factor of the derivatives of a value that is weighted already. */
    private ScaleFactor weighted(ScaleFactor factor, int value) {
        return ofValues == null ? factor : factor.times(ofValues.get(value));
    }
}
