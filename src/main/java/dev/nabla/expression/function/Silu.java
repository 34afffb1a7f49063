package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.PowerProduct;
import dev.nabla.kernel.ScaledDoubleDouble;

/** Sigmoid linear unit. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "x * sigmoid(x)", aliases = "swish")
public record Silu() implements UnaryFunction {

/** Below it 1 + e^x is 1. */
private static final double FAR = -40;

@Override
public double value(double x) {
return x < FAR ? PowerProduct.timesExp(DoubleDouble.of(x), DoubleDouble.of(x)) : x * Elementary.sigmoid(x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return x.timesOrZero(new Sigmoid().extended(x));
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.add(graph.apply(new Sigmoid(), x), graph.chain(graph.apply(new SigmoidDerivative(), x), x));
}

@Override
public Notation notation() {
return Notation.named("silu", 1);
}
}
