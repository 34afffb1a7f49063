package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;

/** X, without its gradient. */
@FunctionDefinition(group = Group.GRADIENT, summary = "x, without its gradient", aliases = {"detach", "no_grad"})
public record StopGradient() implements UnaryFunction {

@Override
public boolean isDifferentiable(int operand) {
return false;
}

@Override
public double value(double x) {
return x;
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return x;
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.constant(0);
}

@Override
public Notation notation() {
return Notation.named("stop_gradient", 1);
}
}
