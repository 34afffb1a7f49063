package dev.nabla.loss;

import dev.nabla.option.Domain;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A tensor that a loss takes.
 *
 * @param name its name on the wire
 * @param meaning what it holds, in a few words
 * @param elements what its elements are
 * @param shape how its shape follows from that of the first input
 * @param derivatives how often the loss can be differentiated with respect to it: 0, 1 or 2
 * @param presence what happens if it is not sent
 */
public record Input(
    String name,
    String meaning,
    ElementRule elements,
    ShapeRule shape,
    int derivatives,
    Presence presence) {

    /**
     * What happens if an input is not sent.
     *
     * @param isRequired whether that is an error
     * @param fallback the value of every element instead; empty if the loss does without the input
     * @param allowsNull whether null is as good as not sent
     */
    public record Presence(boolean isRequired, OptionalDouble fallback, boolean allowsNull) {

        static final Presence REQUIRED = new Presence(true, OptionalDouble.empty(), false);
        static final Presence OPTIONAL = new Presence(false, OptionalDouble.empty(), true);
    }

    private static Input required(String name, String meaning, ElementRule elements, ShapeRule shape) {
        return new Input(name, meaning, elements, shape, 0, Presence.REQUIRED);
    }

    /** Any numbers, of the shape of the first input. */
    public static Input numbers(String name, String meaning) {
        return required(name, meaning, new ElementRules.Numbers(null), ShapeRules.SAME);
    }

    /** Class indices, one per row. */
    public static Input classes(String name, String meaning) {
        return required(name, meaning, new ElementRules.Classes(), ShapeRules.PER_ROW);
    }

    /** Class indices along a named axis of the first input of a batch loss. */
    public static Input classesOf(String axis, String name, String meaning) {
        return required(name, meaning, new ElementRules.ClassesOf(axis), ShapeRules.SAME);
    }

    /** Class indices, one per row, or a probability for every class. */
    public static Input classesOrProbabilities(String name, String meaning) {
        return required(name, meaning, new ElementRules.ClassesOrProbabilities(Domain.parse("[0, inf)")),
                ShapeRules.PER_ROW_OR_SAME);
    }

    /** Levels of an ordered scale, one per row. */
    public static Input levels(String name, String meaning) {
        return required(name, meaning, new ElementRules.Levels(), ShapeRules.PER_ROW);
    }

    /** Class indices of each row, padded with -1 to the length of the class axis. */
    public static Input classList(String name, String meaning) {
        return required(name, meaning, new ElementRules.ClassList(), ShapeRules.SAME);
    }

    /** Integers that tell groups or classes apart, whatever they are. */
    public static Input labels(String name, String meaning) {
        return required(name, meaning, new ElementRules.Labels(), ShapeRules.SAME);
    }

    /** How many elements along a named axis each entry has: lengths of sequences, sizes of groups. */
    public static Input lengths(String axis, String name, String meaning) {
        return required(name, meaning, new ElementRules.Lengths(axis), ShapeRules.SAME);
    }

    /** An option that is a tensor, with the value that each of its elements has by default. */
    public static Input parameters(String name, String meaning, ShapeRule shape, double fallback) {
        return new Input(name, meaning, new ElementRules.Parameters(Domain.FINITE), shape, 0,
                new Presence(false, OptionalDouble.of(fallback), false));
    }

    /** A weight for each class, 1 by default. */
    public static Input classWeights() {
        return new Input("weight", "weight of each class", new ElementRules.Parameters(Domain.parse("[0, inf)")),
                ShapeRules.PER_CLASS, 0, new Presence(false, OptionalDouble.of(1), true));
    }

    /** This input, limited to a range, in the notation of {@link Domain#parse}. */
    public Input within(String range) {
        return new Input(name, meaning, elements.within(Domain.parse(range)), shape, derivatives, presence);
    }

    /** This input, with respect to which the loss has a gradient. */
    public Input differentiable() {
        return new Input(name, meaning, elements, shape, 1, presence);
    }

    /** This input, with respect to which the loss has a gradient and a Hessian diagonal. */
    public Input twiceDifferentiable() {
        return new Input(name, meaning, elements, shape, 2, presence);
    }

    /** This input with another rule for its shape. */
    public Input shaped(ShapeRule rule) {
        return new Input(name, meaning, elements, rule, derivatives, presence);
    }

    /** This input with named axes: {@code N, T, C}. */
    public Input shaped(String axes) {
        return shaped(ShapeRules.named(axes));
    }

    /** This input, whose elements are all some number if it is not sent. */
    public Input or(double fallback) {
        return new Input(name, meaning, elements, shape, derivatives,
                new Presence(false, OptionalDouble.of(fallback), false));
    }

    /** This input, which a rowwise or batch loss can do without. */
    public Input optional() {
        return new Input(name, meaning, elements, shape, derivatives, Presence.OPTIONAL);
    }

    public boolean isDifferentiable() {
        return derivatives > 0;
    }

    public boolean hasHessian() {
        return derivatives > 1;
    }

    /** The domain of its numbers; {@code null} for any number, NaN and infinities among them, and for indices. */
    public @Nullable Domain domain() {
        return elements.domain();
    }

    public boolean isRequired() {
        return presence.isRequired();
    }

    /** Whether null is as good as not sent. */
    public boolean allowsNull() {
        return presence.allowsNull();
    }

    /** The value of every element if it is not sent; empty if it is required, or absent then. */
    public OptionalDouble fallback() {
        return presence.fallback();
    }
}
