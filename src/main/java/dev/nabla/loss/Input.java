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
 * @param shape what its shape may be, given that of the first input
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
     * @param fallback the value of every element in that case; empty if the loss does not need the input
     * @param allowsNull whether null is the same as not sent
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

    /** Arbitrary integers that identify groups or classes. */
    public static Input labels(String name, String meaning) {
        return required(name, meaning, new ElementRules.Labels(), ShapeRules.SAME);
    }

    /** The number of elements of each entry along a named axis: lengths of sequences, sizes of groups. */
    public static Input lengths(String axis, String name, String meaning) {
        return required(name, meaning, new ElementRules.Lengths(axis), ShapeRules.SAME);
    }

    /** An option in tensor form, with the default value of its elements. */
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

    /** This input, with a gradient. */
    public Input differentiable() {
        return new Input(name, meaning, elements, shape, 1, presence);
    }

    /** Without a gradient. */
    public Input withoutGradient() {
        return new Input(name, meaning, elements, shape, 0, presence);
    }

    /** This input, with a gradient and a Hessian diagonal. */
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

    /** This input, but optional: if it is not sent, all its elements have a fallback value. */
    public Input or(double fallback) {
        return new Input(name, meaning, elements, shape, derivatives,
                new Presence(false, OptionalDouble.of(fallback), false));
    }

    /** This input, but optional, for rowwise and batch losses that do not need it. */
    public Input optional() {
        return new Input(name, meaning, elements, shape, derivatives, Presence.OPTIONAL);
    }

    public boolean isDifferentiable() {
        return derivatives > 0;
    }

    public boolean hasHessian() {
        return derivatives > 1;
    }

    /** The domain of its elements; {@code null} for any number, including NaN and infinities, and for indices. */
    public @Nullable Domain domain() {
        return elements.domain();
    }

    public boolean isRequired() {
        return presence.isRequired();
    }

    /** Whether null is the same as not sent. */
    public boolean allowsNull() {
        return presence.allowsNull();
    }

    /** The value of every element if it is not sent; empty if it is required or not needed. */
    public OptionalDouble fallback() {
        return presence.fallback();
    }
}
