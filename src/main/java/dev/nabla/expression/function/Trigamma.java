package dev.nabla.expression.function;

import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Unary;
import dev.nabla.kernel.ReflectedLogGamma;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledLogGamma;

/** The derivative of the digamma function. */
record Trigamma() implements Unary {

    @Override
    public double value(double x) {
        return ReflectedLogGamma.trigamma(x);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return ScaledLogGamma.trigamma(x);
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.apply(new Tetragamma(), x);
    }

    @Override
    public Notation notation() {
        return Notation.call("\\psi'", 1);
    }
}
