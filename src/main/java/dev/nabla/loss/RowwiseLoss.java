package dev.nabla.loss;

import java.util.OptionalLong;

/** A loss with one value per row along the class or feature axis. */
public non-sealed interface RowwiseLoss extends Loss {

    /** Returns the loss of a row and writes the requested derivatives. */
    double evaluate(Row row);

    /**
     * The contribution of a row to the divisor of {@code mean}: 1, or the class weight of its target. May read only
     * inputs with one element per row.
     */
    default double divisor(Row row) {
        return 1;
    }

    /** The class index whose rows are ignored as if masked; empty if there is none. */
    default OptionalLong ignoredIndex() {
        return OptionalLong.empty();
    }

    /** Whether the class axis defaults to the last one instead of the second (the first, for a single sample). */
    default boolean classAxisIsLast() {
        return false;
    }
}
