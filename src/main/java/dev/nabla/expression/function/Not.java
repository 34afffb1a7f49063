package dev.nabla.expression.function;

import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.expression.graph.Unary;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/** The operator {@code not}. */
public record Not() implements Unary {

    @Override
    public boolean isBoolean() {
        return true;
    }

    @Override
    public boolean isDifferentiable(int operand) {
        return false;
    }

    @Override
    public double value(double x) {
        return x == 0 ? 1 : 0;
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return ScaledDoubleDouble.of(x.isZero() ? 1 : 0);
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.constant(0);
    }

    @Override
    public Notation notation() {
        return new Notation("\\lnot #1", Binding.FACTOR, List.of(Binding.ATOM));
    }
}
