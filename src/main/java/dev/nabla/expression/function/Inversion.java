package dev.nabla.expression.function;

import dev.nabla.expression.graph.Binary;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;

/** a/(a² + b²), without overflow of the squares. */
record Inversion() implements Binary {

/** (b − a)(b + a)/(a² + b²)². */
private static Node derivativeOf(Node a, Node b, Graph graph) {
Node size = graph.apply(new Hypot(), a, b);
Node difference = graph.divide(graph.divide(graph.subtract(b, a), size), size);
return graph.multiply(difference, graph.divide(graph.divide(graph.add(b, a), size), size));
}

@Override
public double value(double a, double b) {
if (Double.isInfinite(a) || Double.isInfinite(b)) {
return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : 0;
}
double size = StrictMath.hypot(a, b);
return a / size / size;
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
return a.isInfinite() || b.isInfinite()
? ScaledDoubleDouble.of(value(a.value(), b.value()))
: a.dividedBy(a.squared().plus(b.squared()).normalized());
}

@Override
public Node derivative(int operand, Node result, Graph graph) {
Node a = result.operand(0);
Node b = result.operand(1);
return operand == 0
? derivativeOf(a, b, graph)
: graph.multiply(-2, graph.multiply(result, graph.apply(this, b, a)));
}

@Override
public Notation notation() {
return Notation.around("\\frac{#1}{\\left(#1\\right)^2 + \\left(#2\\right)^2}", 2);
}
}
