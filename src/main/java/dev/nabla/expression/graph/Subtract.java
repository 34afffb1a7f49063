package dev.nabla.expression.graph;

import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.ScaledDoubleDouble;

/** The difference of two numbers. */
public record Subtract() implements Binary {

    @Override
    public double value(double a, double b) {
        return a - b;
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
        return a.minus(b);
    }

    @Override
    public Node derivative(int operand, Node result, Graph graph) {
        return graph.constant(operand == 0 ? 1 : -1);
    }

    @Override
    public Notation notation() {
        return Notation.infix("-", Binding.SUM, Binding.SUM, Binding.TERM);
    }
}
