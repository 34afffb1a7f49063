package dev.nabla.service.network;

import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Storage;
import dev.nabla.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Samples that are evaluated together.
 *
 * @param rows their indices along the first axis; {@code null} for all, in order
 */
record Batch(int @Nullable [] rows) {

    static final Batch ALL = new Batch(null);

    /** The shape of their rows of a tensor. */
    Shape of(Shape all) {
        return rows == null ? all : all.with(0, rows.length);
    }

    /** Their rows of a tensor. */
    Tensor of(Tensor all) {
        if (rows == null) {
            return all;
        }
        Shape shape = of(all.shape());
        return switch (all) {
            case Float64Tensor(Shape _, double[] from) -> {
                double[] to = Storage.doubles(shape.elements());
                copy(rows, shape, from, to);
                yield new Float64Tensor(shape, to);
            }
            case Float32Tensor(Shape _, float[] from) -> {
                float[] to = Storage.floats(shape.elements());
                copy(rows, shape, from, to);
                yield new Float32Tensor(shape, to);
            }
        };
    }

    /** Their rows of a mask. */
    BooleanTensor of(BooleanTensor all) {
        if (rows == null) {
            return all;
        }
        Shape shape = of(all.shape());
        boolean[] to = new boolean[shape.elements()];
        copy(rows, shape, all.values(), to);
        return new BooleanTensor(shape, to);
    }

    /** The sample at an index of the batch. */
    int sample(int index) {
        return rows == null ? index : rows[index];
    }

    /** Copies rows between arrays of one type. */
    private static void copy(int[] rows, Shape shape, Object from, Object to) {
        int length = shape.stride(0);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(from, rows[i] * length, to, i * length, length);
        }
    }
}
