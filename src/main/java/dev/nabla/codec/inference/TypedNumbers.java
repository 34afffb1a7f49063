package dev.nabla.codec.inference;

import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of a datatype in a shape. Those of FP32 are rounded to it before anything else.
 *
 * @param own the dtype of the datatype; {@code null} for integers
 */
record TypedNumbers(String name, Shape shape, @Nullable DType own, Field.Numbers sent) implements Field.Numbers {

    @Override
    public Tensor as(DType dtype) {
        Tensor tensor = rounded(own == DType.FLOAT32 ? own : dtype);
        return switch (dtype == DType.FLOAT64 ? tensor.widened() : tensor) {
            case Float64Tensor(Shape _, double[] values) -> new Float64Tensor(shape, values);
            case Float32Tensor(Shape _, float[] values) -> new Float32Tensor(shape, values);
        };
    }

    private Tensor rounded(DType dtype) {
        try {
            return sent.as(dtype);
        } catch (InvalidRequestException e) {
            throw e.translated(fault -> new Fault(name, fault.index(), fault.detail()));
        }
    }
}
