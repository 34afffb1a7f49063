package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;

/** Nearest integer, the even one of two. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "nearest integer, the even one of two", aliases = {"rint", "around"}, edges = "The gradient is 0.")
public record Round() implements UnaryFunction {

@Override
public boolean isDifferentiable(int operand) {
return false;
}

@Override
public double value(double x) {
return Math.rint(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledElementary.rint(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.constant(0);
}

@Override
public Notation notation() {
return Notation.named("round", 1);
}
}
