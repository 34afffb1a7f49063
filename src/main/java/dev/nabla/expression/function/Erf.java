package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Constant;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledErrorFunction;
import dev.nabla.kernel.StandardNormal;

/** Error function. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "error function")
public record Erf() implements UnaryFunction {

/** 2/√π. */
private static final Constant FACTOR = new Constant(StandardNormal.SQRT_TWO_OVER_PI.times(DoubleDouble.of(2).squareRoot()), "\\frac{2}{\\sqrt\\pi}", false);

/** The derivative of the error function. */
static Node derivative(Node x, Graph graph) {
return graph.multiply(graph.constant(FACTOR), graph.apply(new Gaussian(), x));
}

@Override
public double value(double x) {
return StandardNormal.erf(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledErrorFunction.erf(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return derivative(x, graph);
}

@Override
public Notation notation() {
return Notation.named("erf", 1);
}
}
