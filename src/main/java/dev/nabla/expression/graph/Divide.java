package dev.nabla.expression.graph;

import dev.nabla.kernel.ScaledDoubleDouble;

/** The quotient of two numbers. */
public record Divide() implements Binary {

    @Override
    public double value(double a, double b) {
        return a / b;
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
        return a.dividedBy(b);
    }

    @Override
    public Node derivative(int operand, Node result, Graph graph) {
        return operand == 0
                ? graph.divide(graph.constant(1), result.operand(1))
                : graph.negate(graph.divide(result, result.operand(1)));
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
