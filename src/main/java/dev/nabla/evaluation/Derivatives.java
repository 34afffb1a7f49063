package dev.nabla.evaluation;

import dev.nabla.loss.Input;
import dev.nabla.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Collects the derivatives that a task asks for, by the index of their input. */
final class Derivatives {

    private final List<Input> inputs;
    private final DerivativeSink[] gradients;
    private final DerivativeSink[] hessians;
    private final Task task;
    private final boolean isDeferred;

    Derivatives(Task task, boolean isDeferred) {
        this.task = task;
        this.isDeferred = isDeferred;
        this.inputs = task.loss().inputs();
        this.gradients = new DerivativeSink[inputs.size()];
        this.hessians = new DerivativeSink[inputs.size()];
        for (int k = 0; k < inputs.size(); k++) {
            gradients[k] = DerivativeSink.of(task, inputs.get(k), true);
            hessians[k] = DerivativeSink.of(task, inputs.get(k), task.hessian().isRequested());
        }
    }

    /** What derivatives are multiplied by. */
    Cotangents cotangents(Divisor divisor) {
        return new Cotangents(task, divisor, isDeferred);
    }

    /** The sinks of the gradients, by input. */
    DerivativeSink[] gradients() {
        return gradients;
    }

    /** The sinks of the second derivatives, by input. */
    DerivativeSink[] hessians() {
        return hessians;
    }

    /** Whether several threads may add derivatives at different positions at the same time. */
    boolean areConcurrent() {
        return all(gradients, DerivativeSink::isConcurrent) && all(hessians, DerivativeSink::isConcurrent);
    }

    boolean needsGradients() {
        return !all(gradients, sink -> !sink.isRequested());
    }

    boolean needsHessians() {
        return !all(hessians, sink -> !sink.isRequested());
    }

    /** Whether second derivatives are 1, whatever the loss says. */
    boolean areHessiansConstant() {
        return task.hessian() == Hessian.CONSTANT;
    }

    private static boolean all(DerivativeSink[] sinks, Predicate<DerivativeSink> condition) {
        for (DerivativeSink sink : sinks) {
            if (!condition.test(sink)) {
                return false;
            }
        }
        return true;
    }

    Map<String, Tensor> gradientTensors() {
        return tensors(gradients);
    }

    Map<String, Tensor> hessianTensors() {
        return tensors(hessians);
    }

    private Map<String, Tensor> tensors(DerivativeSink[] sinks) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int k = 0; k < sinks.length; k++) {
            if (sinks[k].isRequested()) {
                tensors.put(inputs.get(k).name(), sinks[k].tensor());
            }
        }
        return tensors;
    }
}
