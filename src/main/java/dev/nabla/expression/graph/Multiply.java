package dev.nabla.expression.graph;

import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.ScaledDoubleDouble;

/** The product of two numbers. */
public record Multiply() implements Binary {

    @Override
    public double value(double a, double b) {
        return a * b;
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
        return a.times(b);
    }

    @Override
    public Node derivative(int operand, Node result, Graph graph) {
        return result.operand(1 - operand);
    }

    @Override
    public Notation notation() {
        return Notation.infix("", Binding.PRODUCT, Binding.PRODUCT, Binding.FACTOR);
    }
}
