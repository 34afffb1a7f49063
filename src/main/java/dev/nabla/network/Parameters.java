package dev.nabla.network;

import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a layer came with.
 *
 * @param tensors the tensors by name, as they are stored; masks as ones and zeros
 */
public record Parameters(Map<String, ? extends Tensor> tensors) {

    /** One that the layer cannot do without, as it is stored. */
    public Tensor stored(String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    /** One that the layer cannot do without, in float64. */
    public Float64Tensor get(String name) {
        return stored(name).widened();
    }

    public Shape shape(String name) {
        return stored(name).shape();
    }

    /** One that may have been left out, in float64. */
    public @Nullable Float64Tensor find(String name) {
        Tensor tensor = tensors.get(name);
        return tensor == null ? null : tensor.widened();
    }
}
