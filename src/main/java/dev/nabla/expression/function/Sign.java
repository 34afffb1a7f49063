package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;

/** Sign: -1, 0 or 1. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "sign: -1, 0 or 1")
public record Sign() implements UnaryFunction {

    @Override
    public double value(double x) {
        return Math.signum(x);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return ScaledDoubleDouble.of(x.sign());
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.constant(0);
    }

    @Override
    public boolean isDifferentiable(int operand) {
        return false;
    }

    @Override
    public Notation notation() {
        return Notation.named("sign", 1);
    }
}
