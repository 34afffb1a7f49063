package dev.nabla.evaluation;

import dev.nabla.loss.Input;
import dev.nabla.loss.Input.Extent;
import dev.nabla.request.Fault;
import dev.nabla.tensor.Shape;
import java.util.Optional;

/** Which shapes an input may have, given that of the first. Nothing broadcasts but what an input's extent declares. */
final class ShapeRule {

    private ShapeRule() {}

    /** What is wrong with the shape of an input, if anything. */
    static Optional<Fault> fault(Input input, Shape actual, Shape first, Geometry geometry) {
        Shape rows = geometry.values();
        String wanted = switch (input.extent()) {
            case SAME -> actual.equals(first) ? "" : first.toString();
            case ROW -> actual.equals(rows) ? "" : rows.toString();
            case ROW_OR_SAME -> actual.equals(rows) || actual.equals(first)
                    ? ""
                    : rows + " (class indices) or " + first + " (probabilities)";
            case CLASS_AXIS -> actual.equals(Shape.of(geometry.length()))
                    ? ""
                    : Shape.of(geometry.length()) + ", one number a class";
            case SAME_OR_LAST_AXIS_ONE -> actual.equals(first) || isLastAxisOne(actual, first)
                    ? ""
                    : first + ", or the same with a last axis of 1";
            case NUMBER_OR_LAST_AXIS -> actual.rank() == 0 || isLastAxis(actual, first)
                    ? ""
                    : "[] (a number)"
                            + (first.rank() == 0 ? "" : " or " + Shape.of(first.size(-1)) + ", the last axis");
        };
        return wanted.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Fault.of(input.name(), input.name() + " must have the shape " + wanted + ", has " + actual));
    }

    /** Whether an input holds one element a row and not one a class. */
    static boolean isOnePerRow(Input input, Shape actual, Shape first) {
        return input.extent() == Extent.ROW || (input.extent() == Extent.ROW_OR_SAME && !actual.equals(first));
    }

    private static boolean isLastAxisOne(Shape actual, Shape first) {
        return first.rank() > 0 && actual.equals(first.with(first.rank() - 1, 1));
    }

    private static boolean isLastAxis(Shape actual, Shape first) {
        return first.rank() > 0 && actual.equals(Shape.of(first.size(-1)));
    }
}
