package dev.nabla.expression.graph;

import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.ScaledDoubleDouble;

/** The product of an upstream gradient with a derivative: 0 if the gradient is, even if the derivative is infinite or NaN. */
public record Chain() implements Binary {

    @Override
    public double value(double a, double b) {
        return a == 0 ? 0 : a * b;
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
        return a.isZero() ? a : a.times(b);
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
