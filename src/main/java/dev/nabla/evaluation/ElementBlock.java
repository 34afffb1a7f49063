package dev.nabla.evaluation;

import dev.nabla.kernel.DoubleArrays;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Intermediate;
import dev.nabla.loss.TargetDerivatives;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block of elements of each input of an elementwise loss, with buffers for its values and derivatives. Masked elements are
 * taken out before the loss is evaluated, and zeros put in their places after.
 */
final class ElementBlock {

    private final Task task;
    private final ElementwiseLoss loss;
    private final ElementLoop loop;
    private final Operand[] operands;
    private final double[][] inputs;
    private final List<Intermediate> intermediates;
    private final double[] arguments;
    private final double[][] derivatives;
    private final double[] values;
    private final int[] included;
    private final boolean withGradients;
    private final @Nullable TargetDerivatives targets;
    private int start;
    private int count;
    private int includedCount;
    private boolean hasNaN;

    ElementBlock(Task task, ElementwiseLoss loss, Operand[] operands, int capacity, boolean withGradients) {
        this.task = task;
        this.loss = loss;
        this.loop = ElementLoops.of(loss);
        this.operands = operands;
        this.intermediates = loss.intermediates();
        int results = intermediates.stream().mapToInt(Intermediate::results).sum();
        this.inputs = new double[operands.length + results][capacity];
        this.arguments = new double[results == 0 ? 0 : capacity];
        this.derivatives = new double[operands.length][capacity];
        this.values = new double[capacity];
        this.included = new int[task.mask() == null ? 0 : capacity];
        this.withGradients = withGradients;
        this.targets = targets(task);
    }

    /** The loss, if its derivatives with respect to the targets are requested and computed apart. */
    private static @Nullable TargetDerivatives targets(Task task) {
        return task.loss() instanceof TargetDerivatives targets
                && task.wrt().contains(task.loss().inputs().get(TargetDerivatives.TARGETS).name()) ? targets : null;
    }

    /** Reads the elements that start at a position. */
    void read(int position, int elements) {
        start = position;
        count = elements;
        includedCount = elements;
        hasNaN = false;
        findIncluded();
        for (int k = 0; k < operands.length; k++) {
            operands[k].read(position, inputs[k], elements);
            takeOutMasked(inputs[k]);
            hasNaN |= DoubleArrays.containsNaN(inputs[k], 0, includedCount);
        }
        computeIntermediates();
    }

    private void computeIntermediates() {
        int place = operands.length;
        for (Intermediate intermediate : intermediates) {
            loop.arguments(intermediate.argument(), inputs, includedCount, arguments);
            int end = place + intermediate.results();
            intermediate.function().compute(arguments, includedCount, Arrays.copyOfRange(inputs, place, end));
            place = end;
        }
    }

    private void findIncluded() {
        if (task.mask() != null) {
            includedCount = 0;
            for (int i = 0; i < count; i++) {
                if (task.isIncluded(start + i)) {
                    included[includedCount++] = i;
                }
            }
        }
    }

    private boolean isAnyMasked() {
        return includedCount < count;
    }

    private void takeOutMasked(double[] elements) {
        for (int i = 0; isAnyMasked() && i < includedCount; i++) {
            elements[i] = elements[included[i]];
        }
    }

    /** Moves results from behind each other to the places of their elements, from the last on, and sets the others to 0. */
    private void putInZeros(double[] results) {
        int last = includedCount - 1;
        for (int i = count - 1; isAnyMasked() && i >= 0; i--) {
            results[i] = last >= 0 && included[last] == i ? results[last--] : 0;
        }
    }

    int start() {
        return start;
    }

    int count() {
        return count;
    }

    /** The loss at each element: NaN where an input is NaN, 0 where it is masked. */
    double[] values() {
        if (withGradients) {
            loop.valuesAndGradients(loss, inputs, includedCount, values, derivatives);
        } else {
            loop.values(loss, inputs, includedCount, values);
        }
        finish(values);
        return values;
    }

    /** The gradients at each element, by input; {@link #values()} has computed them. */
    double[][] gradients() {
        if (targets != null) {
            loop.targetGradients(targets, inputs, includedCount, derivatives[TargetDerivatives.TARGETS]);
        }
        return finishDerivatives();
    }

    /** The second derivatives at each element, by input. */
    double[][] hessians() {
        if (task.hessian() == Hessian.CONSTANT) {
            for (double[] derivative : derivatives) {
                Arrays.fill(derivative, 0, count, 1);
            }
            return derivatives;
        }
        loop.hessians(loss, inputs, includedCount, derivatives);
        if (targets != null) {
            loop.targetHessians(targets, inputs, includedCount, derivatives[TargetDerivatives.TARGETS]);
        }
        return finishDerivatives();
    }

    private double[][] finishDerivatives() {
        for (double[] derivative : derivatives) {
            finish(derivative);
        }
        return derivatives;
    }

    private void finish(double[] results) {
        propagateNaN(results);
        putInZeros(results);
    }

    /** If an input is NaN at an element, so are all results there. */
    private void propagateNaN(double[] results) {
        for (int k = 0; hasNaN && k < operands.length; k++) {
            for (int i = 0; i < includedCount; i++) {
                results[i] = Double.isNaN(inputs[k][i]) ? Double.NaN : results[i];
            }
        }
    }

    /** Sets the results of masked elements to 0, after these were multiplied by what may be NaN. */
    void zeroMasked(double[] results) {
        for (int i = 0; task.mask() != null && i < count; i++) {
            results[i] = task.isIncluded(start + i) ? results[i] : 0;
        }
    }
}
