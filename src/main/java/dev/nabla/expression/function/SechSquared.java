package dev.nabla.expression.function;

import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.expression.graph.Unary;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;
import java.util.List;

/** 1/cosh² x, without cancellation or overflow. */
record SechSquared() implements Unary {

@Override
public double value(double x) {
double power = Elementary.exp(-2 * Math.abs(x));
return 4 * power / ((1 + power) * (1 + power));
}

@Override
public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
return x.isInfinite() ? ScaledDoubleDouble.ZERO : ScaledDoubleDouble.ONE.dividedBy(ScaledElementary.cosh(x)).squared();
}

@Override
public Node derivative(Node x, Node y, Graph graph) {
return graph.multiply(-2, graph.chain(y, graph.apply(new Tanh(), x)));
}

@Override
public Notation notation() {
return new Notation("\\operatorname{sech}^2\\left(#1\\right)", Binding.POWER, List.of(Binding.RELATION));
}
}
