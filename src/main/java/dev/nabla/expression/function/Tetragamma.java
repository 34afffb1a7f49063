package dev.nabla.expression.function;

import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Unary;
import dev.nabla.kernel.ReflectedLogGamma;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledLogGamma;

/** The second derivative of the digamma function; that of a second derivative is never needed. */
record Tetragamma() implements Unary {

    @Override
    public double value(double x) {
        return ReflectedLogGamma.tetragamma(x);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return ScaledLogGamma.tetragamma(x);
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        throw new UnsupportedOperationException("only second derivatives contain " + this);
    }

    @Override
    public Notation notation() {
        return Notation.call("\\psi''", 1);
    }
}
