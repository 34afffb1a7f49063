package dev.nabla.loss.embedding;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Input;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A loss of the distances from an anchor to a positive and a negative. */
interface TripletLoss extends RowwiseLoss {

    /** Vectors, with respect to all of which the loss is differentiable. */
    List<Input> INPUTS = List.of(
            Input.numbers("anchor", "vectors, features along the last axis").differentiable(),
            Input.numbers("positive", "vectors that should be close to the anchor").differentiable(),
            Input.numbers("negative", "vectors that should be far from the anchor").differentiable());

    int ANCHOR = 0;
    int POSITIVE = 1;
    int NEGATIVE = 2;

    @Override
    default List<Input> inputs() {
        return INPUTS;
    }

    @Override
    default boolean classAxisIsLast() {
        return true;
    }

    /** Writes the derivatives with respect to component {@code k} of each vector, where they are requested. */
    static void write(Row row, int k, DoubleDouble anchor, DoubleDouble positive, DoubleDouble negative) {
        write(row.gradient(ANCHOR), k, anchor);
        write(row.gradient(POSITIVE), k, positive);
        write(row.gradient(NEGATIVE), k, negative);
    }

    private static void write(double @Nullable [] gradient, int k, DoubleDouble value) {
        if (gradient != null) {
            gradient[k] = 0.0 + value.value();
        }
    }
}
