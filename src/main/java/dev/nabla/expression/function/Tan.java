package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledTrigonometry;

/** Tangent. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "tangent", edges = "NaN at ±∞.")
public record Tan() implements UnaryFunction {

@Override
public double value(double x) {
return StrictMath.tan(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledTrigonometry.tan(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.add(graph.constant(1), graph.square(y));
}

@Override
public Notation notation() {
return Notation.call("\\tan", 1);
}
}
