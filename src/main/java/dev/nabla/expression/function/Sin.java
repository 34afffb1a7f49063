package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledTrigonometry;

/** Sine. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "sine", edges = "NaN at ±∞.")
public record Sin() implements UnaryFunction {

@Override
public double value(double x) {
return StrictMath.sin(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledTrigonometry.sin(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.apply(new Cos(), x);
}

@Override
public Notation notation() {
return Notation.call("\\sin", 1);
}
}
