package dev.nabla.loss;

import dev.nabla.tensor.Shape;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Which shapes an input may have. Only rules that declare it allow broadcasting. {@link ShapeRules} has the common rules; to
 * add one, implement this interface.
 */
public interface ShapeRule {

    /** The name of the rule, as in {@code GET /v1/losses/{id}}. */
    String label();

    /** A description for the documentation, given the name of the first input. */
    String inWords(String first);

    /** Completes "must have the shape …"; empty if the shape fits. */
    Optional<String> expected(Shape actual, Geometry geometry);

    /** What is wrong with the shape of an input; empty if it fits. */
    default Optional<String> fault(String name, Shape actual, Geometry geometry) {
        return expected(actual, geometry)
                .map(expected -> name + " must have the shape " + expected + ", has " + actual
                        + geometry.lastAxisHint(actual));
    }

    /**
     * Maps a position in a tensor with a valid shape to whether any unmasked value uses it. Elements that only masked values
     * use are not validated.
     *
     * @param isIncluded whether an element of the mask is included
     */
    IntPredicate uses(Shape actual, Geometry geometry, IntPredicate isIncluded);

    /** How elements are broadcast to positions of the first input; for elementwise and rowwise losses. */
    default Spread spread(Shape actual, Shape first) {
        return Spread.ONE_TO_ONE;
    }

    /** Whether a tensor of this shape holds one element per row, not one per class. */
    default boolean isPerRow(Shape actual, Shape first) {
        return false;
    }

    /** Whether all rows share one row of elements. */
    default boolean isSharedByRows() {
        return false;
    }

    /** Whether a tensor of this shape is one number for all positions. */
    default boolean isOneForAll(Shape actual) {
        return false;
    }

    /** The shape of an input that holds one number for each of some values; empty if it cannot. */
    default Optional<Shape> ofOneNumber(Shape values) {
        return Optional.of(values);
    }

    /** The names of the axes, if the rule names them. */
    default Optional<AxisNames> axes() {
        return Optional.empty();
    }

    /**
     * Maps positions of the first input to elements of an input: {@code position / divisor % modulus}.
     *
     * @param divisor what the position is divided by
     * @param modulus the modulus of the quotient; 0 for none
     */
    record Spread(int divisor, int modulus) {

        public static final Spread ONE_TO_ONE = new Spread(1, 0);
        public static final Spread ONE_FOR_ALL = new Spread(1, 1);
    }
}
