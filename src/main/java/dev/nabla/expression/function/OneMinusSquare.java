package dev.nabla.expression.function;

import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.expression.graph.Unary;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/** 1 − x², with all digits next to ±1. */
record OneMinusSquare() implements Unary {

@Override
public double value(double x) {
return (1 - x) * (1 + x);
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return ScaledDoubleDouble.ONE.minus(x).times(ScaledDoubleDouble.ONE.plus(x));
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.multiply(-2, x);
}

@Override
public Notation notation() {
return new Notation("1 - {#1}^2", Binding.SUM, List.of(Binding.ATOM));
}
}
