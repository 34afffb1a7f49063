package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;

/** Absolute value. */
@FunctionDefinition(
    group = Group.ELEMENTWISE,
    summary = "absolute value",
    aliases = {"absolute", "fabs"},
    edges = "The derivative at 0 is 0.")
public record Abs() implements UnaryFunction {

    @Override
    public double value(double x) {
        return Math.abs(x);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return x.abs();
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.apply(new Sign(), x);
    }

    @Override
    public Notation notation() {
        return Notation.around("\\left|#1\\right|", 1);
    }
}
