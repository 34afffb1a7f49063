package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.Hyperbolic;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;

/** Hyperbolic cosine. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "hyperbolic cosine")
public record Cosh() implements UnaryFunction {

@Override
public double value(double x) {
return Hyperbolic.cosh(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledElementary.cosh(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.apply(new Sinh(), x);
}

@Override
public Notation notation() {
return Notation.call("\\cosh", 1);
}
}
