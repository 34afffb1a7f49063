package dev.nabla.expression.function;

import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Unary;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledErrorFunction;
import dev.nabla.kernel.StandardNormal;

/** The distribution function of the standard normal distribution. */
record NormalCdf() implements Unary {

@Override
public double value(double x) {
return StandardNormal.cdf(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledErrorFunction.normalCdf(x);
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.apply(new NormalDensity(), x);
}

@Override
public Notation notation() {
return Notation.call("\\Phi", 1);
}
}
