package dev.nabla.expression.function;

import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import java.util.List;

/** A function of all elements, or of those along some axes. */
interface ReductionFunction extends Function {

    /** Adds the reduction to a graph; there is at least one axis. */
    Node reduced(Graph graph, Node x, Axes axes, boolean keepsAxes);

    /** What is left of it for a number, which has no axes. */
    default Node ofNumber(Graph graph, Node x) {
        return x;
    }

    @Override
    default List<Parameter> parameters() {
        return List.of(Parameter.required("x"), new Parameter("axis", "all"), new Parameter("keepdims", "false"));
    }

    @Override
    default Node apply(Arguments arguments) {
        Node x = arguments.tensor("x");
        Axes axes = arguments.axes("axis", x.shape());
        return axes.isEmpty()
                ? ofNumber(arguments.graph(), x)
                : reduced(arguments.graph(), x, axes, arguments.flag("keepdims"));
    }
}
