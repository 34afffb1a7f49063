package dev.nabla.evaluation;

import dev.nabla.loss.RowwiseLoss;
import dev.nabla.tensor.Shape;
import java.util.OptionalInt;

/** Finds the class axis of a rowwise loss. */
final class Axes {

    private Axes() {}

    /**
     * The axis asked for, or the loss's default: the last one, or PyTorch's, which is the second, and the first for a
     * single sample. Empty if the shape has no such axis.
     */
    static OptionalInt resolve(RowwiseLoss loss, Shape shape, OptionalInt asked) {
        int byDefault = loss.classAxisIsLast() ? -1 : Math.min(1, shape.rank() - 1);
        int axis = asked.orElse(byDefault);
        int fromStart = axis < 0 ? axis + shape.rank() : axis;
        return fromStart >= 0 && fromStart < shape.rank() ? OptionalInt.of(fromStart) : OptionalInt.empty();
    }
}
