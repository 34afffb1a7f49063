package dev.nabla.evaluation;

import dev.nabla.loss.AggregateLoss;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.JointLoss;
import dev.nabla.loss.Loss;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.tensor.Shape;
import java.util.OptionalInt;

/**
 * How the elements of a loss's first input fall into its values: one value an element, one a row along an axis, or one
 * for all elements that share their first indices.
 *
 * @param values the shape of the unreduced loss
 * @param length elements in a row; 1 where each element has a value of its own
 * @param stride how far apart neighbours in a row lie
 */
record Geometry(Shape values, int length, int stride) {

    /** The geometry of a loss over a first input of this shape, which has the class axis that the loss needs. */
    static Geometry of(Loss loss, Shape first, OptionalInt axis) {
        return switch (loss) {
            case RowwiseLoss rowwise -> ofRows(first, Axes.resolve(rowwise, first, axis).orElseThrow());
            case JointLoss joint -> ofSlices(first, joint.values(first));
            case ElementwiseLoss _,AggregateLoss _ -> new Geometry(first, 1, 1);
        };
    }

    private static Geometry ofRows(Shape shape, int axis) {
        return new Geometry(shape.without(axis), shape.size(axis), shape.stride(axis));
    }

    /** Each value has the elements whose indices begin with its own. */
    private static Geometry ofSlices(Shape shape, Shape values) {
        return new Geometry(values, values.elements() == 0 ? 1 : shape.elements() / values.elements(), 1);
    }

    /** The position of the first element of a row. */
    int start(int value) {
        return value / stride * stride * length + value % stride;
    }

    /** The value to which the element at a position belongs. */
    int valueOf(int position) {
        return position / (stride * length) * stride + position % stride;
    }
}
