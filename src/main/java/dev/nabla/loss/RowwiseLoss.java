package dev.nabla.loss;

import java.util.OptionalLong;

/** A loss with one value a row along the class or feature axis. */
public non-sealed interface RowwiseLoss extends Loss {

    /** Answers the loss of a row and writes the derivatives that the row asks for. */
    double evaluate(Row row);

    /**
     * What a row adds to the divisor of {@code mean}: 1, or the class weight of its target. It reads the row's
     * single-element inputs only.
     */
    default double divisor(Row row) {
        return 1;
    }

    /** The class index that leaves its row out as if it were masked; empty where there is none. */
    default OptionalLong ignoredIndex() {
        return OptionalLong.empty();
    }

    /** Whether the class axis is by default the last one, not the second (the first, for a single sample). */
    default boolean classAxisIsLast() {
        return false;
    }
}
