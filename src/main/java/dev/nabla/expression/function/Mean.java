package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;

/** The arithmetic mean. */
@FunctionDefinition(group = Group.REDUCTION, summary = "arithmetic mean", aliases = {"reduce_mean", "average", "nanmean"}, edges = "NaN for no elements.")
public record Mean() implements ReductionFunction {

@Override
public Node reduced(Graph graph, Node x, Axes axes, boolean keepsAxes) {
    return of(graph, x, axes, keepsAxes);
}

/** The mean. */
static Node of(Graph graph, Node x, Axes axes, boolean keepsAxes) {
    return graph.apply(new dev.nabla.expression.graph.Sum(axes, keepsAxes, axes.count(x.shape())), x);
}

}
