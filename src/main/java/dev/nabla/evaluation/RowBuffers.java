package dev.nabla.evaluation;

import dev.nabla.kernel.DoubleArrays;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row at a time of a task's inputs, gathered into buffers, and buffers for its derivatives. */
final class RowBuffers implements Row {

    private static final int PART = 2048;

    private final Geometry geometry;
    private final Derivatives derivatives;
    private final List<Input> inputs;
    private final Operand[] operands;
    private final boolean[] isSent;
    private final boolean[] isSingle;
    private final boolean[] isGathered;
    private final double[][] elements;
    private final double[] @Nullable [] gradients;
    private final double[] @Nullable [] hessians;
    private final List<double[]> scratch = new ArrayList<>();
    private int value;

    RowBuffers(Task task, Geometry geometry, Derivatives derivatives) {
        this.geometry = geometry;
        this.derivatives = derivatives;
        this.inputs = task.loss().inputs();
        this.operands = Operand.all(task);
        this.isSent = new boolean[operands.length];
        this.isSingle = new boolean[operands.length];
        this.isGathered = new boolean[operands.length];
        this.elements = new double[operands.length][];
        this.gradients = new double[operands.length] @Nullable [];
        this.hessians = new double[operands.length] @Nullable [];
        for (int k = 0; k < operands.length; k++) {
            Input input = inputs.get(k);
            boolean isHere = task.input(input) != null || input.fallback().isPresent();
            boolean isShared = input.shape().isSharedByRows();
            isSent[k] = task.input(input) != null;
            isSingle[k] = isHere && input.shape().isPerRow(operands[k].tensor().shape(), task.firstShape());
            isGathered[k] = isHere && !isSingle[k] && !isShared;
            elements[k] = new double[isHere && !isSingle[k] ? geometry.length() : 0];
            gradients[k] = derivatives.gradients()[k].isWanted() ? new double[geometry.length()] : null;
            hessians[k] = derivatives.hessians()[k].isWanted() ? new double[geometry.length()] : null;
            if (isHere && isShared) {
                gather(k, 0, 1);
            }
        }
    }

    /** Moves to a row, of which then only single elements can be read. */
    RowBuffers at(int row) {
        value = row;
        return this;
    }

    /** Moves to a row and gathers all of it; false if it holds NaN, which makes every answer for it NaN. */
    boolean load(int row) {
        value = row;
        boolean isNumber = true;
        for (int k = 0; k < operands.length; k++) {
            if (isSingle[k]) {
                isNumber &= !Double.isNaN(element(k));
            } else if (isGathered[k]) {
                isNumber &= gather(k, geometry.start(row), geometry.stride());
            }
        }
        return isNumber;
    }

    /** Gathers a row, part by part: whether it is free of NaN is seen while the part is in a core's nearest cache. */
    private boolean gather(int input, int start, int stride) {
        double[] row = elements[input];
        boolean isNumber = true;
        for (int from = 0; from < row.length; from += PART) {
            int to = Math.min(from + PART, row.length);
            operands[input].read(start + from * stride, stride, row, from, to);
            isNumber &= !DoubleArrays.containsNaN(row, from, to);
        }
        return isNumber;
    }

    /** Hands the derivatives of the row on, times the derivative of the answered loss with respect to the row's. */
    void store(DoubleDouble cotangent) {
        for (int k = 0; k < operands.length; k++) {
            store(gradients[k], derivatives.gradients()[k], cotangent);
            store(hessians[k], derivatives.hessians()[k], cotangent);
        }
    }

    private void store(double @Nullable [] slopes, DerivativeSink sink, DoubleDouble cotangent) {
        for (int from = 0; slopes != null && from < slopes.length; from += PART) {
            int to = Math.min(from + PART, slopes.length);
            DoubleArrays.scale(slopes, from, to, cotangent);
            sink.add(geometry.start(value) + from * geometry.stride(), geometry.stride(), slopes, from, to);
        }
    }

    /** Whether the class index of the row, if it has one, is this. */
    boolean hasClass(long index) {
        for (int k = 0; k < operands.length; k++) {
            if (isSingle[k] && inputs.get(k).elements().isClass()) {
                return element(k) == index;
            }
        }
        return false;
    }

    @Override
    public int length() {
        return geometry.length();
    }

    @Override
    public boolean isSent(int input) {
        return isSent[input];
    }

    @Override
    public double[] elements(int input) {
        return elements[input];
    }

    @Override
    public double element(int input) {
        return operands[input].ofRow(value);
    }

    @Override
    public boolean isSingle(int input) {
        return isSingle[input];
    }

    @Override
    public double @Nullable [] gradient(int input) {
        return gradients[input];
    }

    @Override
    public double @Nullable [] hessian(int input) {
        return hessians[input];
    }

    @Override
    public double[] scratch(int number) {
        while (scratch.size() <= number) {
            scratch.add(new double[geometry.length()]);
        }
        return scratch.get(number);
    }

    @Override
    public double zero() {
        return everywhere(0);
    }

    @Override
    public double undefined() {
        return everywhere(Double.NaN);
    }

    private double everywhere(double number) {
        for (int k = 0; k < operands.length; k++) {
            fill(gradients[k], number);
            fill(hessians[k], number);
        }
        return number;
    }

    private static void fill(double @Nullable [] slopes, double number) {
        if (slopes != null) {
            Arrays.fill(slopes, number);
        }
    }
}
