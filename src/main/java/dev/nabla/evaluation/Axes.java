package dev.nabla.evaluation;

import dev.nabla.loss.RowwiseLoss;
import dev.nabla.tensor.Shape;
import java.util.OptionalInt;

/** Finds the class axis of a rowwise loss. */
final class Axes {

    private Axes() {}

    /**
     * The requested axis, or the loss's default: the last axis, or PyTorch's default, which is the second axis, or the
     * first for a single sample. Empty if the shape has no such axis.
     */
    static OptionalInt resolve(RowwiseLoss loss, Shape shape, OptionalInt requested) {
        int defaultAxis = loss.classAxisIsLast() ? -1 : Math.min(1, shape.rank() - 1);
        int axis = requested.orElse(defaultAxis);
        int fromStart = axis < 0 ? axis + shape.rank() : axis;
        return fromStart >= 0 && fromStart < shape.rank() ? OptionalInt.of(fromStart) : OptionalInt.empty();
    }
}
