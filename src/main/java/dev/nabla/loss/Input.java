package dev.nabla.loss;

import dev.nabla.option.Domain;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that a loss takes.
 *
 * @param name its name on the wire
 * @param meaning what it holds, in a few words
 * @param content what its elements are
 * @param extent how its shape follows from that of the first input
 * @param domain the values that it takes; {@code null} for any number, NaN and infinities among them
 * @param derivatives how often the loss can be differentiated with respect to it: 0, 1 or 2
 * @param fallback the value of every element where the caller sends none; empty where it is required
 */
public record Input(
    String name,
    String meaning,
    Content content,
    Extent extent,
    @Nullable Domain domain,
    int derivatives,
    OptionalDouble fallback) {

    /** What the elements of an input are. */
    public enum Content {
        /** Numbers, which are rounded to the request's dtype. */
        NUMBERS,
        /** Class indices from 0 to the number of classes less one. */
        CLASSES,
        /** Class indices, or a distribution over the classes where the shape is that of the first input. */
        CLASSES_OR_PROBABILITIES,
        /** Levels from 0 to the length of the class axis, which has a threshold between each two. */
        LEVELS,
        /** Class indices, of which -1 ends the list. */
        CLASS_LIST,
        /** An option that is a tensor; never rounded. */
        PARAMETERS
    }

    /** How the shape of an input follows from that of the first. */
    public enum Extent {
        /** The same shape. */
        SAME,
        /** The same shape, or the same with a last axis of 1, which then serves the whole axis. */
        SAME_OR_LAST_AXIS_ONE,
        /** The shape without the class axis: one element a row. */
        ROW,
        /** One element a row, or the same shape. */
        ROW_OR_SAME,
        /** A vector with one element a class. */
        CLASS_AXIS,
        /** A number, or a vector over the last axis. */
        NUMBER_OR_LAST_AXIS;

        /** The rule for readers, given what the first input is called. */
        public String inWords(String first) {
            return switch (this) {
                case SAME -> "in the shape of " + first;
                case SAME_OR_LAST_AXIS_ONE -> "in the shape of " + first + ", or with a last axis of 1";
                case ROW -> "in the shape of " + first + " without the class axis";
                case ROW_OR_SAME -> "in the shape of " + first + ", or that without the class axis";
                case CLASS_AXIS -> "a vector with one element a class";
                case NUMBER_OR_LAST_AXIS -> "a number, or a vector over the last axis of " + first;
            };
        }
    }

    /** Any numbers, of the shape of the first input. */
    public static Input numbers(String name, String meaning) {
        return new Input(name, meaning, Content.NUMBERS, Extent.SAME, null, 0, OptionalDouble.empty());
    }

    /** Class indices, one a row. */
    public static Input classes(String name, String meaning) {
        return new Input(name, meaning, Content.CLASSES, Extent.ROW, null, 0, OptionalDouble.empty());
    }

    /** Class indices, one a row, or a probability for every class. */
    public static Input classesOrProbabilities(String name, String meaning) {
        return new Input(name, meaning, Content.CLASSES_OR_PROBABILITIES, Extent.ROW_OR_SAME,
                Domain.parse("[0, inf)"),
                0, OptionalDouble.empty());
    }

    /** Levels of an ordered scale, one a row. */
    public static Input levels(String name, String meaning) {
        return new Input(name, meaning, Content.LEVELS, Extent.ROW, null, 0, OptionalDouble.empty());
    }

    /** Class indices of each row, padded with -1 to the length of the class axis. */
    public static Input classList(String name, String meaning) {
        return new Input(name, meaning, Content.CLASS_LIST, Extent.SAME, null, 0, OptionalDouble.empty());
    }

    /** An option that is a tensor, with the value that each of its elements has by default. */
    public static Input parameters(String name, String meaning, Extent extent, double fallback) {
        return new Input(name, meaning, Content.PARAMETERS, extent, Domain.FINITE, 0, OptionalDouble.of(fallback));
    }

    /** This input, limited to a range, in the notation of {@link Domain#parse}. */
    public Input within(String range) {
        return new Input(name, meaning, content, extent, Domain.parse(range), derivatives, fallback);
    }

    /** This input, with respect to which the loss has a gradient. */
    public Input differentiable() {
        return new Input(name, meaning, content, extent, domain, 1, fallback);
    }

    /** This input, with respect to which the loss has a gradient and a Hessian diagonal. */
    public Input twiceDifferentiable() {
        return new Input(name, meaning, content, extent, domain, 2, fallback);
    }

    /** This input with another rule for its shape. */
    public Input shaped(Extent rule) {
        return new Input(name, meaning, content, rule, domain, derivatives, fallback);
    }

    public boolean isDifferentiable() {
        return derivatives > 0;
    }

    public boolean hasHessian() {
        return derivatives > 1;
    }

    /** Whether it may be null, which is as good as not sent. */
    public boolean allowsNull() {
        return extent == Extent.CLASS_AXIS;
    }

    public boolean isRequired() {
        return fallback.isEmpty();
    }
}
