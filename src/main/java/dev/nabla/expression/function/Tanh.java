package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;

/** Hyperbolic tangent. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "hyperbolic tangent")
public record Tanh() implements UnaryFunction {

@Override
public double value(double x) {
return Elementary.tanh(x, 0);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledElementary.tanh(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.apply(new SechSquared(), x);
}

@Override
public Notation notation() {
return Notation.call("\\tanh", 1);
}
}
