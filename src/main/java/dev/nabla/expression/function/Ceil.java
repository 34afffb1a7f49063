package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;

/** Smallest integer that is not below x. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "smallest integer that is not below x", aliases = "ceiling", edges = "The gradient is 0.")
public record Ceil() implements UnaryFunction {

@Override
public boolean isDifferentiable(int operand) {
return false;
}

@Override
public double value(double x) {
return Math.ceil(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledElementary.ceil(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.constant(0);
}

@Override
public Notation notation() {
return Notation.around("\\lceil #1 \\rceil", 1);
}
}
