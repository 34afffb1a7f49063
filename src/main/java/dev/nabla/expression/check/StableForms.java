package dev.nabla.expression.check;

import dev.nabla.expression.compile.Compiler;
import dev.nabla.expression.compile.Formula;
import dev.nabla.expression.compile.Variables;
import dev.nabla.expression.graph.Add;
import dev.nabla.expression.graph.Constant;
import dev.nabla.expression.graph.Elementwise;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Multiply;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.expression.graph.Variable;
import dev.nabla.expression.language.FormulaException;
import dev.nabla.expression.language.Formulas;
import dev.nabla.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Forms that lose digits, and those that do not, both as formulas. {@code x} and {@code y} stand for anything. Forms of rows are
 * written for each axis; in them {@code index} has an element for each row.
 */
final class StableForms {

    private static final Map<String, Shape> NUMBERS = Map.of("x", Shape.SCALAR, "y", Shape.SCALAR);

    private static final List<StableForm> ALL = List.of(
            form("log(1 + exp(x))", "softplus(x)"),
            form("log(1 - sigmoid(x))", "log_sigmoid(-x)"),
            form("log(sigmoid(x))", "log_sigmoid(x)"),
            form("1 - sigmoid(x)", "sigmoid(-x)"),
            form("sigmoid(x) - sigmoid(y)", "-sigmoid(x) * sigmoid(-y) * expm1(y - x)"),
            form("log(1 / (1 + exp(-x)))", "log_sigmoid(x)"),
            form("1 / (1 + exp(-x))", "sigmoid(x)"),
            form("exp(x) / (1 + exp(x))", "sigmoid(x)"),
            form("(exp(x) - exp(-x)) / (exp(x) + exp(-x))", "tanh(x)"),
            form("log(exp(x) + exp(y))", "logaddexp(x, y)"),
            form("log(exp(x) - 1)", "x + log(-expm1(-x))"),
            form("log(1 - exp(x))", "log(-expm1(x))"),
            form("log(exp(x))", "x"),
            form("exp(x) - 1", "expm1(x)"),
            form("x + exp(y) - 1", "x + expm1(y)"),
            form("exp(x) - 1 - x", "expm1mx(x)"),
            form("exp(x) - x - 1", "expm1mx(x)"),
            form("exp(x) - (1 + x)", "expm1mx(x)"),
            form("expm1(x) - x", "expm1mx(x)"),
            form("x - expm1(x)", "-expm1mx(x)"),
            form("x + exp(-x) - 1", "expm1mx(-x)"),
            form("x + expm1(-x)", "expm1mx(-x)"),
            form("x - y + exp(y - x) - 1", "expm1mx(y - x)"),
            form("x + exp(y) - 1 - y", "x + expm1mx(y)"),
            form("1 - exp(x)", "-expm1(x)"),
            form("exp(x) - exp(y)", "exp(y) * expm1(x - y)"),
            form("log(cosh(x))", "abs(x) + log1p(exp(-2 * abs(x))) - log(2)"),
            form("log(cosh(x))", "log1p(2 * sinh(x / 2)^2)"),
            form("log(1 + x)", "log1p(x)"),
            form("log(1 - x)", "log1p(-x)"),
            form("log1p(x) - x", "log1pmx(x)"),
            form("x - log1p(x)", "-log1pmx(x)"),
            form("log(1 + x) - x", "log1pmx(x)"),
            form("x - log(1 + x)", "-log1pmx(x)"),
            form("x - 1 - log(x)", "-log1pmx(x - 1)"),
            form("x - log(x) - 1", "-log1pmx(x - 1)"),
            form("log(x) - log(y)", "log1p((x - y) / y)"),
            form("log(x / y)", "log1p((x - y) / y)"),
            form("log(1 + x) - log(1 + y)", "log1p((x - y) / (1 + y))"),
            form("log(x / y) + y / x - 1", "-log1pmx((y - x) / x)"),
            form("xlogy(x, x / y) - x + y", "-x * log1pmx((y - x) / x)"),
            form("x * log(x / y) - x + y", "-x * log1pmx((y - x) / x)"),
            form("x^y - 1", "expm1(y * log(x))"),
            form("1 - x^y", "-expm1(y * log(x))"),
            form("(1 + x)^y", "exp(y * log1p(x))"),
            form("(1 + x)^y - 1", "expm1(y * log1p(x))"),
            form("x * log(y)", "xlogy(x, y)"),
            form("1 - erf(x)", "erfc(x)"),
            form("1 - cos(x)", "2 * sin(x / 2)^2"),
            form("sqrt(x^2 + y^2)", "hypot(x, y)"),
            form("sqrt(1 + x^2)", "hypot(1, x)"),
            form("sqrt(x) - sqrt(y)", "(x - y) / (sqrt(x) + sqrt(y))"),
            form("sqrt(1 + x) - 1", "x / (1 + sqrt(1 + x))"),
            form("sqrt(1 + x^2) - 1", "x * (x / (1 + hypot(1, x)))"),
            form("1 - x^2", "(1 - x) * (1 + x)"),
            form("x^2 - y^2", "(x - y) * (x + y)"));

    /** Forms of tensors; AXES stands for an axis and whether it is kept. */
    private static final List<RowForm> ROWS = List.of(
            new RowForm("log(sum(exp(x), AXES))", "logsumexp(x, AXES)"),
            new RowForm("log(softmax(x, AXIS))", "log_softmax(x, AXIS)"),
            new RowForm("log(softmax(x, AXIS) / softmax(y, AXIS))", "log_softmax(x, AXIS) - log_softmax(y, AXIS)"),
            new RowForm("log(pick(softmax(x, AXIS), index, AXIS))", "pick(log_softmax(x, AXIS), index, AXIS)"),
            new RowForm("log(pick(exp(x) / sum(exp(x), AXES), index, AXIS))",
                    "pick(log_softmax(x, AXIS), index, AXIS)"),
            new RowForm("exp(x) / sum(exp(x), AXES)", "softmax(x, AXIS)"),
            new RowForm("log(exp(x) / sum(exp(x), AXES))", "log_softmax(x, AXIS)"),
            new RowForm("x - log(sum(exp(x), AXES))", "log_softmax(x, AXIS)"),
            new RowForm("x - logsumexp(x, AXES)", "log_softmax(x, AXIS)"),
            new RowForm("sqrt(sum(x^2, AXES))", "norm(x, AXES)"),
            new RowForm("mean(x^2, AXES) - mean(x, AXES)^2", "var(x, AXES)"));

    /** How far below a node the operation on rows is. */
    private static final int DEPTH = 3;

    /**
     * A form that loses digits somewhere.
     *
     * @param naive the form
     * @param stable what does not lose them there
     */
    record StableForm(Node naive, Node stable) {}

    /** A form of tensors, whose axes are still to be filled in. */
    private record RowForm(String naive, String stable) {

        /** The form for an axis, if the shape fits. */
        Optional<StableForm> of(int axis, boolean keepsAxis, Shape shape) {
            try {
                return Optional.of(new StableForm(node(naive, axis, keepsAxis, shape),
                        node(stable, axis, keepsAxis, shape)));
            } catch (FormulaException _) {
                return Optional.empty();
            }
        }

        private static Node node(String form, int axis, boolean keepsAxis, Shape shape) {
            return compiled(form.replace("AXES", "AXIS, keepdims=" + keepsAxis).replace("AXIS", "axis=" + axis),
                    Map.of("x", shape, "y", shape, "index", shape.without(axis))).result();
        }
    }

    private StableForms() {}

    private static StableForm form(String naive, String stable) {
        return new StableForm(compiled(naive, NUMBERS).result(), compiled(stable, NUMBERS).result());
    }

    private static Formula compiled(String formula, Map<String, Shape> shapes) {
        return Compiler.compile(Formulas.parse(formula), new Variables(shapes), _ -> {
            throw new IllegalStateException("no losses in " + formula);
        });
    }

    /** The stable forms of a node; none if none is known, or the node is one. */
    static List<Node> of(Node node, Graph graph) {
        List<Node> instances = new ArrayList<>();
        for (StableForm form : Stream.concat(ALL.stream(), ofRows(node)).toList()) {
            Map<String, Node> bindings = new HashMap<>();
            if (matches(form.naive(), node, bindings)) {
                instances.add(instance(form.stable(), bindings, graph));
            }
        }
        return instances;
    }

    private static Stream<StableForm> ofRows(Node node) {
        return rows(node, DEPTH).stream().flatMap(shape -> IntStream.range(0, shape.rank()).boxed()
                .flatMap(axis -> Stream.of(true, false).flatMap(keepsAxis -> ROWS.stream()
                        .flatMap(form -> form.of(axis, keepsAxis, shape).stream()))));
    }

    /** The shape of the tensor whose rows an operation below a node is applied to. */
    private static Optional<Shape> rows(Node node, int depth) {
        if (node.operation() instanceof TensorOperation) {
            return Optional.of(node.operand(0).shape());
        }
        return depth == 0
                ? Optional.empty()
                : node.operands().stream().map(operand -> rows(operand, depth - 1)).flatMap(Optional::stream)
                        .findFirst();
    }

    private static boolean matches(Node pattern, Node node, Map<String, Node> bindings) {
        if (pattern.operation() instanceof Variable(String name)) {
            Node bound = bindings.putIfAbsent(name, node);
            return bound == null || bound == node;
        }
        if (!pattern.operation().equals(node.operation())) {
            return false;
        }
        boolean commutes = pattern.operation() instanceof Add || pattern.operation() instanceof Multiply;
        Map<String, Node> before = Map.copyOf(bindings);
        if (matches(pattern.operands(), node.operands(), bindings)) {
            return true;
        }
        bindings.clear();
        bindings.putAll(before);
        return commutes && matches(pattern.operands(), node.operands().reversed(), bindings);
    }

    private static boolean matches(List<Node> patterns, List<Node> nodes, Map<String, Node> bindings) {
        for (int k = 0; k < patterns.size(); k++) {
            if (!matches(patterns.get(k), nodes.get(k), bindings)) {
                return false;
            }
        }
        return true;
    }

    private static Node instance(Node form, Map<String, Node> bindings, Graph graph) {
        Node[] operands = form.operands().stream().map(operand -> instance(operand, bindings, graph))
                .toArray(Node[]::new);
        return switch (form.operation()) {
            case Variable(String name) -> Objects.requireNonNull(bindings.get(name));
            case Constant constant -> graph.constant(constant);
            case Elementwise function -> graph.apply(function, operands);
            case TensorOperation operation -> graph.apply(operation, operands);
        };
    }
}
