package dev.nabla.expression.function;

import dev.nabla.expression.graph.Binary;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;

/** a/√(a² + b²); 0 at (0, 0). */
record HypotDerivative() implements Binary {

private static Node ratio(Node x, Node a, Node b, Graph graph) {
return graph.apply(new Ratio(), x, graph.apply(new Hypot(), a, b));
}

@Override
public double value(double a, double b) {
return a == 0 ? 0 * b : a / StrictMath.hypot(a, b);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
return a.isZero() && !b.isNaN() ? ScaledDoubleDouble.ZERO : a.dividedBy(new Hypot().extended(a, b));
}

@Override
public Node derivative(int operand, Node result, Graph graph) {
Node a = result.operand(0);
Node b = result.operand(1);
return operand == 0
? ratio(graph.square(graph.apply(this, b, a)), a, b, graph)
: graph.negate(ratio(graph.multiply(result, graph.apply(this, b, a)), a, b, graph));
}

@Override
public Notation notation() {
return Notation.around("\\frac{#1}{\\sqrt{\\left(#1\\right)^2 + \\left(#2\\right)^2}}", 2);
}
}
