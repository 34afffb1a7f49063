package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledTrigonometry;

/** Arctangent. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "arctangent", aliases = "arctan")
public record Atan() implements UnaryFunction {

@Override
public double value(double x) {
return StrictMath.atan(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledTrigonometry.atan(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.apply(new AtanDerivative(), x);
}

@Override
public Notation notation() {
return Notation.call("\\arctan", 1);
}
}
