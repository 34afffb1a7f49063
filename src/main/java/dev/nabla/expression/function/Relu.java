package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;

/** The positive part. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "maximum(x, 0)", edges = "The derivative at 0 is 1.")
public record Relu() implements UnaryFunction {

@Override
public double value(double x) {
return Math.max(x, 0);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return x.sign() < 0 ? ScaledDoubleDouble.ZERO : x;
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.apply(new Share(1), x, graph.constant(0));
}

@Override
public Notation notation() {
return Notation.around("\\max\\left(0, #1\\right)", 1);
}
}
