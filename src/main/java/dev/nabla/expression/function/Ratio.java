package dev.nabla.expression.function;

import dev.nabla.expression.graph.Binary;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;

/** The quotient of two numbers; 0 if the first is, even if the second is too. */
record Ratio() implements Binary {

    @Override
    public double value(double a, double b) {
        return a == 0 && !Double.isNaN(b) ? 0 : a / b;
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble a, ScaledDoubleDouble b) {
        return a.isZero() && !b.isNaN() ? ScaledDoubleDouble.ZERO : a.dividedBy(b);
    }

    @Override
    public Node derivative(int operand, Node result, Graph graph) {
        Node b = result.operand(1);
        return operand == 0
                ? graph.divide(graph.constant(1), b)
                : graph.negate(graph.apply(this, result, b));
    }

    @Override
    public Notation notation() {
        return Notation.around("\\frac{#1}{#2}", 2);
    }
}
