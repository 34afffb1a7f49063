package dev.nabla.evaluation;

import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.ScaleFactor;
import dev.nabla.loss.ComposedLoss;
import dev.nabla.loss.ComposedLoss.Computation;
import dev.nabla.loss.ComposedLoss.Results;
import dev.nabla.loss.ComposedLoss.Wanted;
import dev.nabla.loss.Reduction;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import dev.nabla.tensor.TensorSink;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a composed loss. Derivatives are linear in the upstream gradient: where that is one number for all values, or each
 * derivative belongs to one value, they are computed for 1 and multiplied at the end, with one rounding.
 */
final class ComposedPass {

    private final Task task;
    private final Computation computation;
    private final Shape values;
    private final boolean isElementwise;
    private final boolean isUniform;
    private final boolean isDeferred;

    ComposedPass(Task task, ComposedLoss loss, boolean isDeferred) {
        this.task = task;
        this.isDeferred = isDeferred;
        this.computation = task.computation(loss);
        this.values = computation.values();
        this.isElementwise = computation.isLinear() && task.wrt().stream().allMatch(computation::isElementwise);
        this.isUniform = computation.isLinear() && task.sampleWeight() == null && task.mask() == null
                && !task.isMeanOfSamples()
                && (task.reduction() != Reduction.NONE || task.gradOutput() == null);
    }

    Cost cost() {
        Cost upstream = hasUpstream() || task.hessian() == Hessian.CONSTANT
                ? Cost.scratch(values.elements())
                : Cost.NONE;
        return upstream.plus(computation.cost(new Wanted(task.wrt(), hessians(), hasUpstream()), task.inputs()));
    }

    private boolean hasUpstream() {
        return !isElementwise && !isUniform;
    }

    private Set<String> hessians() {
        return task.hessian() == Hessian.DIAGONAL ? task.wrt() : Set.of();
    }

    Evaluation evaluate() {
        Divisor divisor = Divisor.of(task, values);
        Reducer reducer = new Reducer(task, divisor, values);
        Cotangents cotangents = new Cotangents(task, divisor, isDeferred);
        CompensatedSum[] sums = new CompensatedSum[Math.ceilDiv(values.elements(), TensorSink.BLOCK)];
        Map<String, Tensor> gradients = tensors(task.wrt());
        Map<String, Tensor> hessians = tensors(hessians());
        TensorSink ofValues = (start, elements, count) -> {
            zeroMasked(start, elements, count);
            sums[start / TensorSink.BLOCK] = reducer.add(start, elements, count);
        };
        computation.run(task.inputs(), hasUpstream() ? upstream(cotangents) : null, new Results(ofValues,
                sinks(gradients, cotangents), sinks(hessians, cotangents)));
        return reducer.evaluation(gradients, task.hessian() == Hessian.CONSTANT ? constants(cotangents) : hessians,
                cotangents, sums);
    }

    /** Second derivatives of 1, times the cotangent of the value in the place of an element, or of the only value. */
    private Map<String, Tensor> constants(Cotangents cotangents) {
        Map<String, Tensor> constants = tensors(task.wrt());
        Tensor factors = upstream(cotangents);
        for (Tensor constant : constants.values()) {
            for (int i = 0; i < constant.shape().elements(); i++) {
                constant.set(i, factors.get(values.elements() == 1 ? 0 : i));
            }
        }
        return constants;
    }

    private Map<String, Tensor> tensors(Set<String> names) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        task.inputs().forEach((name, input) -> {
            if (names.contains(name)) {
                tensors.put(name, Tensor.uninitialized(input.shape(), task.dtype()));
            }
        });
        return tensors;
    }

    private Map<String, TensorSink> sinks(Map<String, Tensor> tensors, Cotangents cotangents) {
        Map<String, TensorSink> sinks = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> sinks.put(name, sink(tensor, cotangents)));
        return sinks;
    }

    private TensorSink sink(Tensor tensor, Cotangents cotangents) {
        if (isElementwise) {
            return (start, elements, count) -> {
                cotangents.scale(start, elements, count);
                zeroMasked(start, elements, count);
                tensor.write(start, elements, count);
            };
        }
        @Nullable
        ScaleFactor factor = isUniform && values.elements() > 0 ? cotangents.of(0) : null;
        return (start, elements, count) -> {
            if (factor != null) {
                factor.scale(elements, 0, count);
            }
            tensor.write(start, elements, count);
        };
    }

    private void zeroMasked(int start, double[] elements, int count) {
        for (int i = 0; task.mask() != null && i < count; i++) {
            if (!task.isIncluded(start + i)) {
                elements[i] = 0;
            }
        }
    }

    /** The gradient with respect to each value. */
    private Tensor upstream(Cotangents cotangents) {
        Tensor upstream = Tensor.uninitialized(values, DType.FLOAT64);
        for (int i = 0; i < values.elements(); i++) {
            upstream.set(i, task.isIncluded(i) ? cotangents.of(i).product(1.0) : 0);
        }
        return upstream;
    }
}
