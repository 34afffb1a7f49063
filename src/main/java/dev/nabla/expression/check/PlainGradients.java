package dev.nabla.expression.check;

import dev.nabla.expression.graph.Elementwise;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Source;
import dev.nabla.expression.graph.TensorOperation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Removes the functions that replace gradients, such as {@code stop_gradient}: each is its first operand. */
final class PlainGradients {

    private PlainGradients() {}

    /** The same value with the gradients of its operations. */
    static Node of(Graph graph, Node result) {
        Map<Node, Node> plain = new HashMap<>();
        for (Node node : Graph.needed(List.of(result))) {
            Node[] operands = node.operands().stream().map(operand -> Objects.requireNonNull(plain.get(operand)))
                    .toArray(Node[]::new);
            plain.put(node, switch (node.operation()) {
                case Source _ -> node;
                case Elementwise function when function.replacesGradient() -> operands[0];
                case Elementwise function -> node.operands().equals(List.of(operands))
                        ? node
                        : graph.expand(graph.apply(function, operands), node.shape());
                case TensorOperation operation -> graph.apply(operation, operands);
            });
        }
        return Objects.requireNonNull(plain.get(result));
    }
}
