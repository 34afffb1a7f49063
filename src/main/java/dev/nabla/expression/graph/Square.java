package dev.nabla.expression.graph;

import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/** The number times itself. */
public record Square() implements Unary {

    @Override
    public double value(double x) {
        return x * x;
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return x.squared();
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.multiply(2, x);
    }

    @Override
    public Notation notation() {
        return new Notation("{#1}^2", Binding.POWER, List.of(Binding.ATOM));
    }
}
