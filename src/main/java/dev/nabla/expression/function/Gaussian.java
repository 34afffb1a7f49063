package dev.nabla.expression.function;

import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Unary;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledErrorFunction;

/** exp(−x²). */
record Gaussian() implements Unary {

@Override
public double value(double x) {
return Elementary.gaussian(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledErrorFunction.gaussian(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.chain(y, graph.multiply(-2, x));
}

@Override
public Notation notation() {
return Notation.around("e^{-\\left(#1\\right)^2}", 1);
}
}
