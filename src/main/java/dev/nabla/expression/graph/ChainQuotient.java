package dev.nabla.expression.graph;

import dev.nabla.kernel.ScaledDoubleDouble;

/** An upstream gradient, divided by a divisor: 0 if the gradient is, even if the divisor is 0 or NaN. */
public record ChainQuotient() implements Binary {

    @Override
    public double value(double a, double b) {
        return a == 0 ? 0 : a / b;
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
        return a.isZero() ? a : a.dividedBy(b);
    }

    @Override
    public Node derivative(int operand, Node result, Graph graph) {
        Node divisor = result.operand(1);
        return operand == 0
                ? graph.divide(graph.constant(1), divisor)
                : graph.negate(graph.chainQuotient(result, divisor));
    }

    @Override
    public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
        return operand == 0
                ? graph.chainQuotient(upstream, result.operand(1))
                : Binary.super.adjoint(operand, result, upstream, graph);
    }

    @Override
    public Notation notation() {
        return Notation.around("\\frac{#1}{#2}", 2);
    }
}
