package dev.nabla.codec.json;

import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;

/**
 * A numeric tensor read from decimal text. Each number is rounded from its digits once, even to float32 after it was read as
 * float64. What was read as float32 stays float32.
 */
final class JsonNumbers implements Field.Numbers {

    private final String name;
    private final Tensor tensor;
    private final Float32Corrections corrections;

    JsonNumbers(String name, Tensor tensor, Float32Corrections corrections) {
        this.name = name;
        this.tensor = tensor;
        this.corrections = corrections;
    }

    @Override
    public Shape shape() {
        return tensor.shape();
    }

    /** The dtype as which the numbers were read: float32 if that was known before them. */
    DType dtype() {
        return tensor.dtype();
    }

    @Override
    public Tensor as(DType dtype) {
        return dtype == DType.FLOAT32 && tensor instanceof Float64Tensor wide ? rounded(wide) : tensor;
    }

    private Float32Tensor rounded(Float64Tensor wide) {
        float[] values = corrections.round(wide.values(), wide.values().length);
        for (int i = 0; i < values.length; i++) {
            if (Float.isInfinite(values[i]) && Double.isFinite(wide.get(i))) {
                throw new InvalidRequestException(
                        new Fault(name, wide.shape().indexOf(i), NumberElements.outOfRange(DType.FLOAT32)));
            }
        }
        return new Float32Tensor(wide.shape(), values);
    }
}
