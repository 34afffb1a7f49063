package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;

/** The variance, the mean squared deviation from the mean. */
@FunctionDefinition(group = Group.REDUCTION, summary = "mean squared deviation from the mean: divided by n", aliases = {"variance", "reduce_variance"}, edges = "NaN for no elements.")
public record Var() implements ReductionFunction {

@Override
public Node reduced(Graph graph, Node x, Axes axes, boolean keepsAxes) {
    return Mean.of(graph, graph.square(deviations(graph, x, axes)), axes, keepsAxes);
}

/** The differences from the mean. */
static Node deviations(Graph graph, Node x, Axes axes) {
    return graph.subtract(x, Mean.of(graph, x, axes, true));
}

@Override
public Node ofNumber(Graph graph, Node x) {
    return graph.square(graph.subtract(x, x));
}

}
