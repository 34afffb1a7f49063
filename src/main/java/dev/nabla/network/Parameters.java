package dev.nabla.network;

import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that a layer came with.
 *
 * @param tensors the tensors by name; masks as ones and zeros
 */
public record Parameters(Map<String, Float64Tensor> tensors) {

    /** One that the layer cannot do without. */
    public Float64Tensor get(String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    public Shape shape(String name) {
        return get(name).shape();
    }

    /** One that may have been left out. */
    public @Nullable Float64Tensor find(String name) {
        return tensors.get(name);
    }
}
