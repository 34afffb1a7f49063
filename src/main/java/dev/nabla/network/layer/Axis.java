package dev.nabla.network.layer;

import dev.nabla.network.Layer;
import dev.nabla.tensor.Shape;

/** Resolves axes as PyTorch numbers them: from 0, or from -1 backwards. */
final class Axis {

    private Axis() {}

    /**
     * Resolves the axis that an option names.
     *
     * @throws dev.nabla.request.InvalidRequestException if the shape has no such axis
     */
    static int of(String option, long dim, Shape shape) {
        int rank = shape.rank();
        if (rank == 0) {
            throw Layer.misfit(Layer.INPUT, "the input of the layer must have at least one axis, got a scalar");
        }
        if (dim < -rank || dim >= rank) {
            throw Layer.misfit(option, option + " must be an axis of the layer's input, which has shape "
                    + shape + ": an integer in [" + -rank + ", " + (rank - 1) + "], got " + dim);
        }
        return (int) (dim < 0 ? dim + rank : dim);
    }
}
