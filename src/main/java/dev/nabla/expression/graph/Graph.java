package dev.nabla.expression.graph;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Builds nodes. What is the same is computed once: an operation on the same operands is the same node. Arithmetic with 0 and 1
 * and on constants whose result is exact is done at once.
 */
public final class Graph {

    /** The maximum number of nodes, those of derivatives included. */
    private static final int MAX_NODES = 20_000;

    /** The maximum number of elements of a tensor: more than the largest request can contain. */
    private static final int MAX_ELEMENTS = 1 << 27;

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Key, Node> known = new HashMap<>();

    /** Operands are compared by identity, which nodes do by default. */
    private record Key(Operation operation, List<Node> operands, Shape shape) {}

    /** The number of nodes. */
    public int size() {
        return nodes.size();
    }

    /** The nodes, each after its operands. */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** The nodes that results are computed from, and those themselves, each after its operands. */
    public static List<Node> needed(Collection<Node> results) {
        TreeMap<Integer, Node> needed = new TreeMap<>();
        Deque<Node> rest = new ArrayDeque<>(results);
        while (!rest.isEmpty()) {
            Node node = rest.pop();
            if (needed.put(node.index(), node) == null) {
                rest.addAll(node.operands());
            }
        }
        return List.copyOf(needed.values());
    }

    public Node variable(String name, Shape shape) {
        return node(new Variable(name), List.of(), shape);
    }

    public Node constant(double value) {
        return node(Constant.of(value), List.of(), Shape.SCALAR);
    }

    public Node constant(Constant value) {
        return node(value, List.of(), Shape.SCALAR);
    }

    /**
     * Applies a function element by element.
     *
     * @throws MisfitException if the shapes of the operands do not fit one another
     */
    public Node apply(Elementwise function, Node... operands) {
        return node(function, List.of(operands), common(operands));
    }

    /**
     * Applies an operation on tensors.
     *
     * @throws MisfitException if the shapes of the operands do not fit it, or the result would be too large
     */
    public Node apply(TensorOperation operation, Node... operands) {
        List<Shape> shapes = Arrays.stream(operands).map(Node::shape).toList();
        try {
            Shape shape = operation.shape(shapes);
            if (shape.elements() <= MAX_ELEMENTS) {
                return node(operation, List.of(operands), shape);
            }
        } catch (ArithmeticException _) {
            // larger still
        }
        throw new MisfitException("the result would have more than " + MAX_ELEMENTS + " elements");
    }

    private Node node(Operation operation, List<Node> operands, Shape shape) {
        Node node = known.computeIfAbsent(new Key(operation, operands, shape),
                _ -> new Node(nodes.size(), operation, operands, shape));
        if (node.index() == nodes.size()) {
            if (nodes.size() >= MAX_NODES) {
                throw new MisfitException("the formula and its derivatives take more than " + MAX_NODES
                        + " operations");
            }
            nodes.add(node);
        }
        return node;
    }

    /** The shape that all are repeated to: a number goes with anything, an axis of size 1 with any of the same rank. */
    private static Shape common(Node... operands) {
        Shape common = operands[0].shape();
        for (Node operand : operands) {
            common = common(common, operand.shape());
        }
        if (common.elements() > MAX_ELEMENTS) {
            throw new MisfitException("the result would have more than " + MAX_ELEMENTS + " elements");
        }
        return common;
    }

    private static Shape common(Shape a, Shape b) {
        if (a.equals(b) || b.rank() == 0) {
            return a;
        }
        if (a.rank() == 0) {
            return b;
        }
        if (a.rank() != b.rank()) {
            throw new MisfitException("shapes " + a + " and " + b + " differ in the number of axes"
                    + "; reshape one, for instance with an axis of size 1");
        }
        try {
            return Shape.of(IntStream.range(0, a.rank()).map(axis -> common(axis, a, b)).toArray());
        } catch (ArithmeticException _) {
            throw new MisfitException("shapes " + a + " and " + b + " make more elements than " + MAX_ELEMENTS);
        }
    }

    private static int common(int axis, Shape a, Shape b) {
        if (a.size(axis) != b.size(axis) && a.size(axis) != 1 && b.size(axis) != 1) {
            throw new MisfitException("shapes " + a + " and " + b + " differ at axis " + axis
                    + "; only an axis of size 1 is repeated");
        }
        return a.size(axis) == 1 ? b.size(axis) : a.size(axis);
    }

    public Node add(Node a, Node b) {
        if (a.is(0) && a.shape().rank() == 0) {
            return b;
        }
        if (b.is(0) && b.shape().rank() == 0) {
            return a;
        }
        if (b.operation() instanceof Negate) {
            return subtract(a, b.operand(0));
        }
        return exact(new Add(), a, b);
    }

    public Node subtract(Node a, Node b) {
        if (b.is(0)) {
            return a;
        }
        if (a.is(0)) {
            return negate(b);
        }
        return b.operation() instanceof Negate ? add(a, b.operand(0)) : exact(new Subtract(), a, b);
    }

    public Node negate(Node x) {
        if (x.operation() instanceof Constant constant && constant.tex().isEmpty()) {
            return constant(-constant.value());
        }
        return switch (x.operation()) {
            case Negate _ -> x.operand(0);
            case Subtract _ -> subtract(x.operand(1), x.operand(0));
            default -> apply(new Negate(), x);
        };
    }

    public Node multiply(Node a, Node b) {
        if (a.is(1)) {
            return b;
        }
        if (b.is(1)) {
            return a;
        }
        if (a.is(-1)) {
            return negate(b);
        }
        if (b.is(-1)) {
            return negate(a);
        }
        return b.operation() instanceof Constant ? exact(new Multiply(), b, a) : exact(new Multiply(), a, b);
    }

    public Node multiply(double factor, Node x) {
        return multiply(constant(factor), x);
    }

    public Node divide(Node a, Node b) {
        return b.is(1) ? a : exact(new Divide(), a, b);
    }

    public Node square(Node x) {
        return apply(new Square(), x);
    }

    /**
     * The product of an upstream gradient with a derivative, by the chain rule: 0 where no gradient comes, whatever the
     * derivative is there.
     */
    public Node chain(Node upstream, Node derivative) {
        if (derivative.is(0)) {
            return derivative;
        }
        return isPlain(upstream, derivative)
                ? multiply(upstream, derivative)
                : apply(new Chain(), upstream, derivative);
    }

    /** The quotient of an upstream gradient and a divisor: 0 where no gradient comes, whatever the divisor is there. */
    Node chainQuotient(Node upstream, Node divisor) {
        return isPlain(upstream, divisor)
                ? divide(upstream, divisor)
                : apply(new ChainQuotient(), upstream, divisor);
    }

    /** Whether an upstream gradient that is 0 does not meet what is infinite or NaN. */
    private static boolean isPlain(Node upstream, Node factor) {
        return factor.operation() instanceof Constant
                || (upstream.operation() instanceof Constant constant && constant.value() != 0);
    }

    /** Repeats a tensor to a shape. */
    public Node expand(Node x, Shape shape) {
        return x.shape().equals(shape) ? x : node(new Expand(), List.of(x), shape);
    }

    /**
     * Repeats a tensor to a shape.
     *
     * @throws MisfitException if it cannot be
     */
    public Node expandTo(Node x, Shape shape) {
        if (!common(x.shape(), shape).equals(shape)) {
            throw new MisfitException("the value has shape " + x.shape() + ", which cannot be repeated to " + shape);
        }
        return expand(x, shape);
    }

    /** Sums a tensor over the axes that an operand of another shape is repeated along. */
    public Node sumTo(Node x, Shape shape) {
        if (x.shape().equals(shape)) {
            return x;
        }
        int[] axes = IntStream.range(0, x.shape().rank())
                .filter(axis -> shape.rank() == 0 || shape.size(axis) != x.shape().size(axis)).toArray();
        return apply(new Sum(Axes.of(axes), shape.rank() > 0), x);
    }

    public Node sum(Node x, Axes axes, boolean keepsAxes) {
        return axes.isEmpty() ? x : apply(new Sum(axes, keepsAxes), x);
    }

    public Node reshape(Node x, Shape shape) {
        return x.shape().equals(shape) ? x : apply(new Reshape(shape), x);
    }

    /** Applies an arithmetic operation, at once if its operands are constants and the result is exact. */
    private Node exact(Binary function, Node a, Node b) {
        if (a.operation() instanceof Constant first && b.operation() instanceof Constant second
                && first.tex().isEmpty() && second.tex().isEmpty() && a.shape().equals(b.shape())) {
            double result = function.value(first.value(), second.value());
            DoubleDouble precise = function.extended(
                    ScaledDoubleDouble.of(first.exact()),
                    ScaledDoubleDouble.of(second.exact())).toDoubleDouble();
            if (Double.isFinite(result) && precise.hi() == result && precise.lo() == 0) {
                return constant(result);
            }
        }
        return apply(function, a, b);
    }
}
