package dev.nabla.evaluation;

import dev.nabla.kernel.DoubleArrays;
import dev.nabla.kernel.ScaleFactor;
import dev.nabla.loss.Geometry;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers one row at a time of a task's inputs into buffers, and holds buffers for its derivatives. */
final class RowBuffers implements Row {

    private static final int CHUNK = 2048;

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
    private int current;

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
            boolean isPresent = task.input(input) != null || input.fallback().isPresent();
            boolean isShared = input.shape().isSharedByRows();
            isSent[k] = task.input(input) != null;
            isSingle[k] = isPresent && input.shape().isPerRow(operands[k].tensor().shape(), task.firstShape());
            isGathered[k] = isPresent && !isSingle[k] && !isShared;
            elements[k] = new double[isPresent && !isSingle[k] ? geometry.length() : 0];
            gradients[k] = derivatives.gradients()[k].isRequested() ? new double[geometry.length()] : null;
            hessians[k] = derivatives.hessians()[k].isRequested() ? new double[geometry.length()] : null;
            if (isPresent && isShared) {
                gather(k, 0, 1);
            }
        }
    }

    /** Moves to a row without gathering it: only inputs with one element per row can be read. */
    RowBuffers moveTo(int row) {
        current = row;
        return this;
    }

    /** Moves to a row and gathers it; false if it contains NaN, in which case its loss and derivatives are NaN. */
    boolean load(int row) {
        current = row;
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

    /** Gathers a row chunk by chunk, so that the check for NaN reads from the L1 cache; false if there is one. */
    private boolean gather(int input, int start, int stride) {
        double[] row = elements[input];
        boolean isNumber = true;
        for (int from = 0; from < row.length; from += CHUNK) {
            int to = Math.min(from + CHUNK, row.length);
            operands[input].read(start + from * stride, stride, row, from, to);
            isNumber &= !DoubleArrays.containsNaN(row, from, to);
        }
        return isNumber;
    }

    /** Passes the derivatives of the row to the sinks, times the derivative of the returned loss with respect to the row's. */
    void store(ScaleFactor cotangent) {
        for (int k = 0; k < operands.length; k++) {
            store(gradients[k], derivatives.gradients()[k], cotangent);
            if (derivatives.areHessiansConstant()) {
                fill(hessians[k], 1);
            }
            store(hessians[k], derivatives.hessians()[k], cotangent);
        }
    }

    private void store(double @Nullable [] buffer, DerivativeSink sink, ScaleFactor cotangent) {
        for (int from = 0; buffer != null && from < buffer.length; from += CHUNK) {
            int to = Math.min(from + CHUNK, buffer.length);
            cotangent.scale(buffer, from, to);
            sink.add(geometry.start(current) + from * geometry.stride(), geometry.stride(), buffer, from, to);
        }
    }

    /** Whether the row has a given class index. */
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
        return operands[input].ofRow(current);
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
        return derivatives.areHessiansConstant() ? null : hessians[input];
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
        return fillDerivatives(0);
    }

    @Override
    public double undefined() {
        return fillDerivatives(Double.NaN);
    }

    private double fillDerivatives(double number) {
        for (int k = 0; k < operands.length; k++) {
            fill(gradients[k], number);
            fill(hessians[k], number);
        }
        return number;
    }

    private static void fill(double @Nullable [] buffer, double number) {
        if (buffer != null) {
            Arrays.fill(buffer, number);
        }
    }
}
