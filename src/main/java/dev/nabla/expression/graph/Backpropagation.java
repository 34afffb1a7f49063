package dev.nabla.expression.graph;

import dev.nabla.tensor.Shape;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Reverse mode: adds to a graph the gradient of a result, from the result back to what it depends on. */
public final class Backpropagation {

    private final Graph graph;
    private final Set<Node> dependent = new HashSet<>();
    private final Map<Node, Node> adjoints = new HashMap<>();

    private Backpropagation(Graph graph) {
        this.graph = graph;
    }

    /**
     * The gradients of a result with respect to some nodes, each in that node's shape; 0 if the result does not depend on it.
     *
     * @param upstream the gradient with respect to the result, in a shape that can be repeated to that of the result
     */
    public static Map<Node, Node> gradients(Graph graph, Node result, Node upstream, Collection<Node> wrt) {
        return new Backpropagation(graph).gradients(result, upstream, wrt);
    }

    private Map<Node, Node> gradients(Node result, Node upstream, Collection<Node> wrt) {
        List<Node> before = List.copyOf(graph.nodes().subList(0, result.index() + 1));
        markDependent(before, wrt);
        adjoints.put(result, upstream);
        for (Node node : before.reversed()) {
            Node adjoint = adjoints.get(node);
            if (adjoint != null && dependent.contains(node)) {
                propagate(node, adjoint);
            }
        }
        Map<Node, Node> gradients = new LinkedHashMap<>();
        for (Node each : wrt) {
            Node gradient = adjoints.get(each);
            gradients.put(each, graph.expand(gradient == null ? graph.constant(0) : gradient, each.shape()));
        }
        return gradients;
    }

    private void markDependent(List<Node> nodes, Collection<Node> wrt) {
        dependent.addAll(wrt);
        for (Node node : nodes) {
            for (int k = 0; k < node.operands().size(); k++) {
                if (dependent.contains(node.operand(k)) && node.operation().isDifferentiable(k)) {
                    dependent.add(node);
                }
            }
        }
    }

    private void propagate(Node node, Node upstream) {
        for (int k = 0; k < node.operands().size(); k++) {
            Node operand = node.operand(k);
            if (dependent.contains(operand) && node.operation().isDifferentiable(k)) {
                Node contribution = contribution(node, k, upstream);
                adjoints.merge(operand, contribution, graph::add);
            }
        }
    }

    private Node contribution(Node node, int k, Node upstream) {
        Shape shape = node.operand(k).shape();
        return switch (node.operation()) {
            case TensorOperation operation ->
                operation.adjoint(k, node, graph.expand(upstream, node.shape()), graph);
            case Elementwise function -> {
                Node gradient = function.adjoint(k, node, upstream, graph);
                yield shape.equals(node.shape())
                        ? gradient
                        : graph.sumTo(graph.expand(gradient, node.shape()), shape);
            }
            case Source _ -> throw new IllegalStateException("a source has no operands");
        };
    }

    /** Whether a result has a gradient with respect to a node; it may be 0. */
    public static boolean isDifferentiable(Node result, Node input) {
        Set<Node> dependent = new HashSet<>(List.of(input));
        for (Node node : Graph.needed(List.of(result))) {
            for (int k = 0; k < node.operands().size(); k++) {
                if (dependent.contains(node.operand(k)) && node.operation().isDifferentiable(k)) {
                    dependent.add(node);
                }
            }
        }
        return dependent.contains(result);
    }

    /** Whether a result depends on a node element by element, so that its second derivatives are a diagonal. */
    public static boolean isElementwise(Node result, Node input) {
        Set<Node> dependent = new HashSet<>(List.of(input));
        for (Node node : Graph.needed(List.of(result))) {
            if (node.operands().stream().anyMatch(dependent::contains)) {
                if (!isElementwise(node, dependent) || !node.shape().equals(input.shape())) {
                    return false;
                }
                dependent.add(node);
            }
        }
        return true;
    }

    /** An operation on tensors has second derivatives with respect to one operand, but none of two. */
    private static boolean isElementwise(Node node, Set<Node> dependent) {
        return switch (node.operation()) {
            case Elementwise _ -> true;
            case TensorOperation operation -> {
                int[] places = IntStream.range(0, node.operands().size())
                        .filter(k -> dependent.contains(node.operand(k))).toArray();
                yield places.length == 1 && operation.isElementwise(places[0]);
            }
            case Source _ -> throw new IllegalStateException("a source has no operands");
        };
    }
}
