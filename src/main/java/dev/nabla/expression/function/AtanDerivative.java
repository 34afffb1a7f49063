package dev.nabla.expression.function;

import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Unary;
import dev.nabla.kernel.ScaledDoubleDouble;

/** 1/(1 + x²), without overflow of the square. */
record AtanDerivative() implements Unary {

@Override
public double value(double x) {
double size = Math.abs(x);
return size < 1 ? 1 / Math.fma(x, x, 1) : 1 / size / (size + 1 / size);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
ScaledDoubleDouble square = x.squared();
return x.isInfinite() ? ScaledDoubleDouble.ZERO : ScaledDoubleDouble.ONE.dividedBy(square.plus(ScaledDoubleDouble.ONE));
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.chain(y, graph.chain(y, graph.multiply(-2, x)));
}

@Override
public Notation notation() {
return Notation.around("\\frac{1}{1 + \\left(#1\\right)^2}", 1);
}
}
