package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;

/** The standard deviation, the root of the variance. */
@FunctionDefinition(group = Group.REDUCTION, summary = "square root of var", aliases = {"standard_deviation", "reduce_std"}, edges = "The gradient is 0 where all elements are equal.")
public record Std() implements ReductionFunction {

/** The norm of the deviations does not overflow, and has a gradient where they are 0. */
@Override
public Node reduced(Graph graph, Node x, Axes axes, boolean keepsAxes) {
    Node norm = graph.apply(new Norm.Euclidean(axes, keepsAxes), Var.deviations(graph, x, axes));
    return graph.divide(norm, graph.apply(new Sqrt(), graph.constant(axes.count(x.shape()))));
}

@Override
public Node ofNumber(Graph graph, Node x) {
    return graph.apply(new Abs(), graph.subtract(x, x));
}

}
