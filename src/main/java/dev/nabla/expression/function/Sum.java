package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;

/** The sum. */
@FunctionDefinition(group = Group.REDUCTION, summary = "sum", aliases = {"reduce_sum", "nansum"}, edges = "0 for no elements.")
public record Sum() implements ReductionFunction {

@Override
public Node reduced(Graph graph, Node x, Axes axes, boolean keepsAxes) {
    return graph.sum(x, axes, keepsAxes);
}

}
