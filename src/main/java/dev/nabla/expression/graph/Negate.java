package dev.nabla.expression.graph;

import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/** The number with the opposite sign. */
public record Negate() implements Unary {

    @Override
    public double value(double x) {
        return -x;
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return x.negated();
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.constant(-1);
    }

    @Override
    public Notation notation() {
        return new Notation("-#1", Binding.SUM, List.of(Binding.TERM));
    }
}
