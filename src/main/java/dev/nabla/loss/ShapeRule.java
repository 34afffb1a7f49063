package dev.nabla.loss;

import dev.nabla.tensor.Shape;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Which shapes an input may have. Nothing broadcasts but what the rule of an input declares. {@link ShapeRules} has the usual
 * rules; another one is a new implementation of this interface.
 */
public interface ShapeRule {

    /** A word for the rule, which {@code GET /v1/losses/{id}} shows. */
    String label();

    /** The rule for readers, given the name of the first input. */
    String inWords(String first);

    /** Completes "must have the shape …"; empty if the shape fits. */
    Optional<String> wanted(Shape actual, Geometry geometry);

    /** What is wrong with the shape of an input; empty if it fits. */
    default Optional<String> fault(String name, Shape actual, Geometry geometry) {
        return wanted(actual, geometry).map(wanted -> name + " must have the shape " + wanted + ", has " + actual);
    }

    /**
     * Whether a value that takes part uses the element at a position of a tensor of a shape that fits: what only masked values
     * use may be any number.
     *
     * @param takesPart whether a place of the mask takes part
     */
    IntPredicate uses(Shape actual, Geometry geometry, IntPredicate takesPart);

    /** Which element serves which element of the first input; for elementwise and rowwise losses. */
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

    /** The shape in which one number serves each of some values; empty if one number cannot. */
    Optional<Shape> ofOneNumber(Shape values);

    /** The names of the axes, if the rule names them. */
    default Optional<AxisNames> axes() {
        return Optional.empty();
    }

    /**
     * Which element of an input serves a position of the first input.
     *
     * @param divisor what the position is divided by
     * @param modulus the modulus of the quotient; 0 for none
     */
    record Spread(int divisor, int modulus) {

        public static final Spread ONE_TO_ONE = new Spread(1, 0);
        public static final Spread ONE_FOR_ALL = new Spread(1, 1);
    }
}
