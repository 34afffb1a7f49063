package dev.nabla.codec.json;

import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.io.IOException;

/** Writes tensors as nested arrays. */
final class TensorWriter {

    private final JsonOutput out;

    TensorWriter(JsonOutput out) {
        this.out = out;
    }

    void write(Tensor tensor) throws IOException {
        switch (tensor) {
            case Float64Tensor(Shape shape, double[] values) -> write(shape, (from, to) -> out.write(values, from, to));
            case Float32Tensor(Shape shape, float[] values) -> write(shape, (from, to) -> out.write(values, from, to));
        }
    }

    void write(BooleanTensor tensor) throws IOException {
        boolean[] values = tensor.values();
        write(tensor.shape(), (from, to) -> row(values, from, to));
    }

    /** Writes elements separated by commas. */
    @FunctionalInterface
    private interface Row {
        void write(int from, int to) throws IOException;
    }

    private void row(boolean[] values, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            separate(i, from);
            out.write(values[i] ? "true" : "false");
        }
    }

    private void separate(int position, int first) throws IOException {
        if (position > first) {
            out.write(',');
        }
    }

    private void write(Shape shape, Row row) throws IOException {
        if (shape.rank() == 0) {
            row.write(0, 1);
        } else {
            write(shape, 0, 0, row);
        }
    }

    /** Writes the part of a tensor at an axis and a position, and returns the position after it. */
    private int write(Shape shape, int axis, int position, Row row) throws IOException {
        out.write('[');
        int next = position;
        if (axis == shape.rank() - 1) {
            next += shape.size(axis);
            row.write(position, next);
        } else {
            for (int i = 0; i < shape.size(axis); i++) {
                separate(i, 0);
                next = write(shape, axis + 1, next, row);
            }
        }
        out.write(']');
        return next;
    }
}
