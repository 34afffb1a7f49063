package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledErrorFunction;
import dev.nabla.kernel.StandardNormal;

/** The complement of the error function. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "1 - erf(x), with all digits in its tail")
public record Erfc() implements UnaryFunction {

@Override
public double value(double x) {
return StandardNormal.erfc(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledErrorFunction.erfc(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.negate(Erf.derivative(x, graph));
}

@Override
public Notation notation() {
return Notation.named("erfc", 1);
}
}
