package dev.nabla.evaluation;

import dev.nabla.kernel.DoubleArrays;
import dev.nabla.loss.ElementwiseLoss;

/** A block of elements of each input of an elementwise loss, and room for what the loss makes of them. */
final class ElementBlock {

    private final Task task;
    private final ElementwiseLoss loss;
    private final ElementLoop loop;
    private final Operand[] operands;
    private final double[][] inputs;
    private final double[][] slopes;
    private final double[] values;
    private final boolean withGradients;
    private int start;
    private int count;
    private boolean holdsNaN;

    ElementBlock(Task task, ElementwiseLoss loss, Operand[] operands, int capacity, boolean withGradients) {
        this.task = task;
        this.loss = loss;
        this.loop = ElementLoops.of(loss);
        this.operands = operands;
        this.inputs = new double[operands.length][capacity];
        this.slopes = new double[operands.length][capacity];
        this.values = new double[capacity];
        this.withGradients = withGradients;
    }

    /** Moves to the elements from a position on. */
    void read(int position, int elements) {
        start = position;
        count = elements;
        holdsNaN = false;
        for (int k = 0; k < operands.length; k++) {
            operands[k].read(position, inputs[k], elements);
            holdsNaN |= DoubleArrays.containsNaN(inputs[k], 0, elements);
        }
    }

    int start() {
        return start;
    }

    int count() {
        return count;
    }

    /** The loss at each element: NaN where an input is, 0 where the mask leaves one out. */
    double[] values() {
        if (withGradients) {
            loop.valuesAndGradients(loss, inputs, count, values, slopes);
        } else {
            loop.values(loss, inputs, count, values);
        }
        spread(values);
        leaveOut(values);
        return values;
    }

    /** The gradients at each element, by input, which the values brought along. */
    double[][] gradients() {
        return spread();
    }

    /** The second derivatives at each element, by input. */
    double[][] hessians() {
        loop.hessians(loss, inputs, count, slopes);
        return spread();
    }

    private double[][] spread() {
        for (double[] slope : slopes) {
            spread(slope);
        }
        return slopes;
    }

    /** NaN in an input makes every result for its element NaN. */
    private void spread(double[] results) {
        for (double[] input : inputs) {
            for (int i = 0; holdsNaN && i < count; i++) {
                results[i] = Double.isNaN(input[i]) ? Double.NaN : results[i];
            }
        }
    }

    /** Puts 0 where the mask leaves an element out. */
    void leaveOut(double[] results) {
        for (int i = 0; task.mask() != null && i < count; i++) {
            results[i] = task.takesPart(start + i) ? results[i] : 0;
        }
    }
}
