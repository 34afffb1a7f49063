package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.PowerProduct;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledErrorFunction;
import dev.nabla.kernel.StandardNormal;

/** Gaussian error linear unit. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "x * Φ(x), with the normal distribution function")
public record Gelu() implements UnaryFunction {

/** Below it Φ(x) may be subnormal. */
private static final double FAR = -30;

@Override
public double value(double x) {
return x < FAR
? PowerProduct.timesExp(DoubleDouble.of(x), StandardNormal.logUpperTail(DoubleDouble.of(-x)))
: x * StandardNormal.cdf(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return x.timesOrZero(ScaledErrorFunction.normalCdf(x));
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.add(graph.apply(new NormalCdf(), x), graph.chain(graph.apply(new NormalDensity(), x), x));
}

@Override
public Notation notation() {
return Notation.named("gelu", 1);
}
}
