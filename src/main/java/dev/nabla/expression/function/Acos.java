package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledTrigonometry;

/** Arccosine. */
@FunctionDefinition(
    group = Group.ELEMENTWISE,
    summary = "arccosine",
    aliases = "arccos",
    edges = "NaN outside [-1, 1]; the derivative at ±1 is infinite.")
public record Acos() implements UnaryFunction {

    @Override
    public double value(double x) {
        return StrictMath.acos(x);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return ScaledTrigonometry.acos(x);
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph
                .negate(graph.divide(graph.constant(1), graph.apply(new Sqrt(), graph.apply(new OneMinusSquare(), x))));
    }

    @Override
    public Notation notation() {
        return Notation.call("\\arccos", 1);
    }
}
