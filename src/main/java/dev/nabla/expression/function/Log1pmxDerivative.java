package dev.nabla.expression.function;

import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.expression.graph.Unary;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/** −x/(1 + x), the derivative of log(1 + x) − x. */
record Log1pmxDerivative() implements Unary {

    @Override
    public double value(double x) {
        return x == Double.POSITIVE_INFINITY ? -1 : -x / (1 + x);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return x.isInfinite() && x.sign() > 0
                ? ScaledDoubleDouble.ONE.negated()
                : x.negated().dividedBy(x.plus(ScaledDoubleDouble.ONE)).normalized();
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        Node sum = graph.add(graph.constant(1), x);
        return graph.negate(graph.square(graph.divide(graph.constant(1), sum)));
    }

    @Override
    public Notation notation() {
        return new Notation("\\frac{-#1}{1 + #1}", Binding.ATOM, List.of(Binding.FACTOR));
    }
}
