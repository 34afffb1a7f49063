package dev.nabla.codec.binary;

import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Float32Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;

/** A numeric tensor read from its bytes. */
public final class BinaryNumbers implements Field.Numbers {

    private final String name;
    private Tensor tensor;

    public BinaryNumbers(String name, Tensor tensor) {
        this.name = name;
        this.tensor = tensor;
    }

    @Override
    public Shape shape() {
        return tensor.shape();
    }

    @Override
    public Tensor as(DType dtype) {
        if (tensor.dtype() == dtype) {
            return tensor;
        }
        if (dtype == DType.FLOAT64) {
            tensor = tensor.widened();
            return tensor;
        }
        return rounded();
    }

    private Tensor rounded() {
        Float32Tensor rounded = (Float32Tensor) tensor.in(DType.FLOAT32);
        int position = Float32Range.firstOutside(tensor, rounded);
        if (position >= 0) {
            throw new InvalidRequestException(
                    new Fault(name, shape().indexOf(position), Float32Range.detail(tensor.get(position))));
        }
        return rounded;
    }
}
