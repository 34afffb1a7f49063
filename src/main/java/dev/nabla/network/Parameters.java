package dev.nabla.network;

import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parameters given for a layer.
 *
 * @param tensors the tensors by name, as they are stored; masks as ones and zeros
 */
public record Parameters(Map<String, ? extends Tensor> tensors) {

    /** A required parameter, as it is stored. */
    public Tensor stored(String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    /** A required parameter, in float64. */
    public Float64Tensor get(String name) {
        return stored(name).widened();
    }

    public Shape shape(String name) {
        return stored(name).shape();
    }

    /** An optional parameter, in float64. */
    public @Nullable Float64Tensor find(String name) {
        Tensor tensor = tensors.get(name);
        return tensor == null ? null : tensor.widened();
    }
}
