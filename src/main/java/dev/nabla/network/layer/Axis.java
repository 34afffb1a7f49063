package dev.nabla.network.layer;

import dev.nabla.network.Layer;
import dev.nabla.tensor.Shape;

/** The axes of a shape, named as PyTorch does: from 0 on, or from -1 backwards. */
final class Axis {

    private Axis() {}

    /**
     * The axis that an option names.
     *
     * @throws dev.nabla.request.InvalidRequestException if the shape has no such axis
     */
    static int of(String option, long dim, Shape shape) {
        int rank = shape.rank();
        if (rank == 0) {
            throw Layer.misfit(Layer.INPUT, "the layer needs an axis, and a bare number reaches it");
        }
        if (dim < -rank || dim >= rank) {
            throw Layer.misfit(option, option + " must be an axis of what reaches the layer, which has the shape "
                    + shape + ": an integer in [" + -rank + ", " + (rank - 1) + "], was " + dim);
        }
        return (int) (dim < 0 ? dim + rank : dim);
    }
}
