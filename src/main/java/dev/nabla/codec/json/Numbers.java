package dev.nabla.codec.json;

import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;

/** A tensor of numbers whose texts are rounded once, to the {@code dtype} that is asked for. */
public final class Numbers implements Field {

    private final String name;
    private final Tensor tensor;
    private final Float32Corrections corrections;

    Numbers(String name, Tensor tensor, Float32Corrections corrections) {
        this.name = name;
        this.tensor = tensor;
        this.corrections = corrections;
    }

    public Shape shape() {
        return tensor.shape();
    }

    /** How the numbers were read; float32 if the {@code dtype} was known in time, else float64. */
    public DType dtype() {
        return tensor.dtype();
    }

    /**
     * The numbers in this {@code dtype}. The tensor may share its array with others that were asked for.
     *
     * @throws InvalidRequestException if a number is beyond the range of float32
     * @throws IllegalStateException if float64 is asked for and the numbers were read as float32
     */
    public Tensor as(DType dtype) {
        if (dtype == tensor.dtype()) {
            return tensor;
        }
        return switch (tensor) {
            case Float64Tensor wide -> rounded(wide);
            case Float32Tensor _ -> throw new IllegalStateException("the digits beyond float32 are gone");
        };
    }

    private Float32Tensor rounded(Float64Tensor wide) {
        float[] values = corrections.round(wide.values(), wide.values().length);
        for (int i = 0; i < values.length; i++) {
            if (Float.isInfinite(values[i]) && Double.isFinite(wide.get(i))) {
                throw new InvalidRequestException(
                        new Fault(name, wide.shape().indexOf(i), NumberElements.beyond(DType.FLOAT32)));
            }
        }
        return new Float32Tensor(wide.shape(), values);
    }
}
