package dev.nabla.expression.function;

import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Constant;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call, by parameter.
 *
 * @param graph the graph that the call adds to
 * @param given the arguments that were given
 */
public record Arguments(Graph graph, Map<String, Argument> given) {

    /** An argument. */
    public sealed interface Argument {

        /** A tensor or number. */
        record Tensor(Node node) implements Argument {}

        /** A list of arguments: shapes, axes, tensors to concatenate. */
        record Sequence(List<Argument> each) implements Argument {}

        /** A string. */
        record Text(String value) implements Argument {}
    }

    /** Whether an optional argument was given. */
    public boolean has(String name) {
        return given.containsKey(name);
    }

    /** A tensor or number. */
    public Node tensor(String name) {
        if (given.get(name) instanceof Argument.Tensor(Node node)) {
            return node;
        }
        throw new MisfitException(name + " must be a tensor or a number");
    }

    /** A list of tensors. */
    public List<Node> tensors(String name) {
        if (given.get(name) instanceof Argument.Sequence(List<Argument> each) && !each.isEmpty()
                && each.stream().allMatch(Argument.Tensor.class::isInstance)) {
            return each.stream().map(argument -> ((Argument.Tensor) argument).node()).toList();
        }
        throw new MisfitException(name + " must be a list of tensors: [a, b]");
    }

    /** A number that is written in the formula. */
    public double number(String name) {
        Double number = number(given.get(name));
        if (number == null) {
            throw new MisfitException(name + " must be a number that is written in the formula");
        }
        return number;
    }

    /** An integer that is written in the formula. */
    public int integer(String name) {
        OptionalInt integer = integer(given.get(name));
        return integer.orElseThrow(() -> new MisfitException(
                name + " must be an integer that is written in the formula"));
    }

    /** A list of integers that are written in the formula; an integer is a list of one. */
    public List<Integer> integers(String name) {
        List<Argument> each = given.get(name) instanceof Argument.Sequence(List<Argument> sent)
                ? sent
                : List.of(given.get(name));
        return each.stream().map(argument -> integer(argument).orElseThrow(() -> new MisfitException(
                name + " must be an integer, or a list of integers, written in the formula"))).toList();
    }

    /** {@code true} or {@code false}; false by default. */
    public boolean flag(String name) {
        if (!has(name)) {
            return false;
        }
        if (given.get(name) instanceof Argument.Tensor(Node node) && node.isBoolean() && (node.is(0) || node.is(1))) {
            return node.is(1);
        }
        throw new MisfitException(name + " must be true or false");
    }

    /** Axes of a tensor; all of them by default. */
    public Axes axes(String name, Shape shape) {
        return has(name)
                ? Axes.of(integers(name).stream().mapToInt(axis -> fromStart(name, axis, shape)).toArray())
                : Axes.all(shape);
    }

    /** An axis of a tensor. */
    public int axis(String name, int fallback, Shape shape) {
        return fromStart(name, has(name) ? integer(name) : fallback, shape);
    }

    private static int fromStart(String name, int axis, Shape shape) {
        int fromStart = axis < 0 ? axis + shape.rank() : axis;
        if (fromStart < 0 || fromStart >= shape.rank()) {
            throw new MisfitException(shape.rank() == 0
                    ? "a number has no axes; got " + name + " " + axis
                    : name + " must be from " + -shape.rank() + " to " + (shape.rank() - 1) + " for shape " + shape
                            + ", got " + axis);
        }
        return fromStart;
    }

    private static OptionalInt integer(@Nullable Argument argument) {
        Double number = number(argument);
        return number != null && number == number.intValue() ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
    }

    private static @Nullable Double number(@Nullable Argument argument) {
        return argument instanceof Argument.Tensor(Node node)
                && node.operation() instanceof Constant constant && !constant.isBoolean()
                        ? Double.valueOf(constant.value())
                        : null;
    }
}
