package dev.nabla.expression.function;

import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.TensorOperation;
import java.util.List;

/** A function of the elements along one axis, by default the last. */
interface AxisFunction extends Function {

    /** The operation along an axis. */
    TensorOperation along(Axes axis);

    @Override
    default List<Parameter> parameters() {
        return List.of(Parameter.required("x"), new Parameter("axis", "-1"));
    }

    @Override
    default Node apply(Arguments arguments) {
        Node x = arguments.tensor("x");
        return arguments.graph().apply(along(Axes.of(arguments.axis("axis", -1, x.shape()))), x);
    }
}
