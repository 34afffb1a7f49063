package dev.nabla.expression.graph;

import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/** The same number at every place of a larger shape. */
public record Expand() implements Unary {

    @Override
    public double value(double x) {
        return x;
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return x;
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.constant(1);
    }

    @Override
    public Notation notation() {
        return new Notation("#1", Binding.ATOM, List.of(Binding.ATOM));
    }
}
