package dev.nabla.evaluation;

import dev.nabla.kernel.DoubleArrays;
import dev.nabla.loss.ElementwiseLoss;

/** A block of elements of each input of an elementwise loss, with buffers for its values and derivatives. */
final class ElementBlock {

    private final Task task;
    private final ElementwiseLoss loss;
    private final ElementLoop loop;
    private final Operand[] operands;
    private final double[][] inputs;
    private final double[][] derivatives;
    private final double[] values;
    private final boolean withGradients;
    private int start;
    private int count;
    private boolean hasNaN;

    ElementBlock(Task task, ElementwiseLoss loss, Operand[] operands, int capacity, boolean withGradients) {
        this.task = task;
        this.loss = loss;
        this.loop = ElementLoops.of(loss);
        this.operands = operands;
        this.inputs = new double[operands.length][capacity];
        this.derivatives = new double[operands.length][capacity];
        this.values = new double[capacity];
        this.withGradients = withGradients;
    }

    /** Reads the elements that start at a position. */
    void read(int position, int elements) {
        start = position;
        count = elements;
        hasNaN = false;
        for (int k = 0; k < operands.length; k++) {
            operands[k].read(position, inputs[k], elements);
            hasNaN |= DoubleArrays.containsNaN(inputs[k], 0, elements);
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
            loop.valuesAndGradients(loss, inputs, count, values, derivatives);
        } else {
            loop.values(loss, inputs, count, values);
        }
        propagateNaN(values);
        zeroMasked(values);
        return values;
    }

    /** The gradients at each element, by input; {@link #values()} has computed them. */
    double[][] gradients() {
        return propagateNaN();
    }

    /** The second derivatives at each element, by input. */
    double[][] hessians() {
        loop.hessians(loss, inputs, count, derivatives);
        return propagateNaN();
    }

    private double[][] propagateNaN() {
        for (double[] derivative : derivatives) {
            propagateNaN(derivative);
        }
        return derivatives;
    }

    /** If an input is NaN at an element, so are all results there. */
    private void propagateNaN(double[] results) {
        for (double[] input : inputs) {
            for (int i = 0; hasNaN && i < count; i++) {
                results[i] = Double.isNaN(input[i]) ? Double.NaN : results[i];
            }
        }
    }

    /** Sets the results of masked elements to 0. */
    void zeroMasked(double[] results) {
        for (int i = 0; task.mask() != null && i < count; i++) {
            results[i] = task.isIncluded(start + i) ? results[i] : 0;
        }
    }
}
