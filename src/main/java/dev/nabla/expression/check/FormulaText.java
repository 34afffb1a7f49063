package dev.nabla.expression.check;

import dev.nabla.expression.compile.Compiler;
import dev.nabla.expression.function.Pow;
import dev.nabla.expression.graph.Add;
import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Chain;
import dev.nabla.expression.graph.ChainQuotient;
import dev.nabla.expression.graph.Constant;
import dev.nabla.expression.graph.Divide;
import dev.nabla.expression.graph.Elementwise;
import dev.nabla.expression.graph.Expand;
import dev.nabla.expression.graph.Multiply;
import dev.nabla.expression.graph.Negate;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.expression.graph.Square;
import dev.nabla.expression.graph.Subtract;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.expression.graph.Variable;
import dev.nabla.request.Literal;
import dev.nabla.tensor.Shape;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes nodes as formulas, a few levels deep.
 *
 * @param names the names of definitions
 */
record FormulaText(Map<Node, String> names) {

    private static final int DEPTH = 8;

    /** The formula of a node, even if it has a name. */
    String of(Node node) {
        return inner(node, DEPTH).text();
    }

    private record Part(String text, Binding binding) {

        String within(Binding least) {
            return binding.compareTo(least) < 0 ? "(" + text + ")" : text;
        }
    }

    private Part part(Node node, int depth) {
        String name = names.get(node);
        if (name != null) {
            return new Part(name, Binding.ATOM);
        }
        return depth == 0 ? new Part("…", Binding.ATOM) : inner(node, depth);
    }

    private Part inner(Node node, int depth) {
        return switch (node.operation()) {
            case Variable(String name) -> new Part(name, Binding.ATOM);
            case Constant constant -> constant(constant);
            case Add _ -> infix(node, " + ", Binding.SUM, Binding.TERM, depth);
            case Subtract _ -> infix(node, " - ", Binding.SUM, Binding.TERM, depth);
            case Multiply _,Chain _ -> infix(node, " * ", Binding.PRODUCT, Binding.FACTOR, depth);
            case Divide _,ChainQuotient _ -> infix(node, " / ", Binding.PRODUCT, Binding.FACTOR, depth);
            case Pow _ -> infix(node, "^", Binding.POWER, Binding.POWER, depth);
            case Square _ -> new Part(part(node.operand(0), depth - 1).within(Binding.ATOM) + "^2", Binding.POWER);
            case Negate _ -> new Part("-" + part(node.operand(0), depth - 1).within(Binding.FACTOR), Binding.TERM);
            case Expand _ -> part(node.operand(0), depth);
            case Elementwise function -> new Part(call(function.functionName(), node, "", depth), Binding.ATOM);
            case TensorOperation operation ->
                new Part(call(operation.functionName(), node, axes(operation, node), depth), Binding.ATOM);
        };
    }

    private static String axes(TensorOperation operation, Node node) {
        Shape shape = node.operand(0).shape();
        Axes axes = operation.axes();
        if (axes.isEmpty() || (axes.each().size() == shape.rank() && shape.rank() != node.shape().rank())) {
            return "";
        }
        boolean keepsAxes = !shape.equals(node.shape()) && shape.rank() == node.shape().rank();
        return ", axis=" + (axes.each().size() == 1 ? axes.each().getFirst() : axes)
                + (keepsAxes ? ", keepdims=true" : "");
    }

    private String call(String name, Node node, String axes, int depth) {
        return name + node.operands().stream().map(operand -> part(operand, depth - 1).text())
                .collect(Collectors.joining(", ", "(", axes + ")"));
    }

    private static Part constant(Constant constant) {
        return Compiler.nameOf(constant).map(name -> new Part(name, Binding.ATOM))
                .orElseGet(() -> new Part(Literal.number(constant.value()),
                        constant.value() < 0 ? Binding.TERM : Binding.ATOM));
    }

    private Part infix(Node node, String operator, Binding binding, Binding right, int depth) {
        Binding left = switch (binding) {
            case POWER -> Binding.ATOM;
            case PRODUCT -> Binding.TERM;
            default -> binding;
        };
        return new Part(part(node.operand(0), depth - 1).within(left) + operator
                + part(node.operand(1), depth - 1).within(right), binding);
    }
}
