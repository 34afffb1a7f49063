package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;

/** The smallest element. */
@FunctionDefinition(group = Group.REDUCTION, summary = "smallest element", aliases = {"amin", "reduce_min"}, edges = "All of the gradient goes to the first of equal elements. No elements are an error.")
public record Min() implements ReductionFunction {

@Override
public Node reduced(Graph graph, Node x, Axes axes, boolean keepsAxes) {
    return graph.apply(new Extreme(axes, keepsAxes, -1), x);
}

}
