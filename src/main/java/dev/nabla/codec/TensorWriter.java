package dev.nabla.codec;

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
            case Float64Tensor(Shape shape, double[] values) -> write(shape, position -> out.write(values[position]));
            case Float32Tensor(Shape shape, float[] values) -> write(shape, position -> out.write(values[position]));
        }
    }

    void write(BooleanTensor tensor) throws IOException {
        boolean[] values = tensor.values();
        write(tensor.shape(), position -> out.write(values[position] ? "true" : "false"));
    }

    @FunctionalInterface
    private interface Leaf {
        void write(int position) throws IOException;
    }

    private void write(Shape shape, Leaf leaf) throws IOException {
        write(shape, 0, 0, leaf);
    }

    /** Writes the part of a tensor that begins at an axis and a position, and answers the position after it. */
    private int write(Shape shape, int axis, int position, Leaf leaf) throws IOException {
        if (axis == shape.rank()) {
            leaf.write(position);
            return position + 1;
        }
        int next = position;
        out.write('[');
        for (int i = 0; i < shape.size(axis); i++) {
            if (i > 0) {
                out.write(',');
            }
            next = write(shape, axis + 1, next, leaf);
        }
        out.write(']');
        return next;
    }
}
