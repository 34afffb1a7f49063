package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;

/** Largest integer that is not above x. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "largest integer that is not above x", edges = "The gradient is 0.")
public record Floor() implements UnaryFunction {

@Override
public boolean isDifferentiable(int operand) {
return false;
}

@Override
public double value(double x) {
return Math.floor(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledElementary.floor(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.constant(0);
}

@Override
public Notation notation() {
return Notation.around("\\lfloor #1 \\rfloor", 1);
}
}
