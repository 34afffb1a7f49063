package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;

/** Square root. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "square root", edges = "NaN for x < 0; the derivative at 0 is infinite.")
public record Sqrt() implements UnaryFunction {

@Override
public double value(double x) {
return Math.sqrt(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledElementary.sqrt(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.divide(graph.constant(0.5), y);
}

@Override
public Notation notation() {
return Notation.around("\\sqrt{#1}", 1);
}
}
