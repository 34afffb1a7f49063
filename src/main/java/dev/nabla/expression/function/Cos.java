package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledTrigonometry;

/** Cosine. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "cosine", edges = "NaN at ±∞.")
public record Cos() implements UnaryFunction {

@Override
public double value(double x) {
return StrictMath.cos(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledTrigonometry.cos(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.negate(graph.apply(new Sin(), x));
}

@Override
public Notation notation() {
return Notation.call("\\cos", 1);
}
}
