package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;

/** Sqrt(a^2 + b^2), without overflow. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "sqrt(a^2 + b^2), without overflow", edges = "The derivatives at (0, 0) are 0.")
public record Hypot() implements BinaryFunction {

@Override
public double value(double a, double b) {
return StrictMath.hypot(a, b);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
if (a.isInfinite() || b.isInfinite()) {
return ScaledDoubleDouble.of(Double.POSITIVE_INFINITY);
}
return a.isZero() && b.isZero() ? ScaledDoubleDouble.ZERO : a.squared().plus(b.squared()).normalized().squareRoot();
}

@Override
public Node derivative(int operand, Node result, Graph graph) {
Node a = result.operand(0);
Node b = result.operand(1);
return operand == 0
? graph.apply(new HypotDerivative(), a, b)
: graph.apply(new HypotDerivative(), b, a);
}

@Override
public Notation notation() {
return Notation.around("\\sqrt{\\left(#1\\right)^2 + \\left(#2\\right)^2}", 2);
}
}
