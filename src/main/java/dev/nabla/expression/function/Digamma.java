package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ReflectedLogGamma;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledLogGamma;

/** The derivative of the logarithm of the gamma function. */
@FunctionDefinition(
    group = Group.ELEMENTWISE,
    summary = "derivative of lgamma",
    aliases = "psi",
    edges = "-∞ at 0, ∞ at -0, NaN at negative integers. Next to its zeros below 0 the error is absolute: 2^-54.")
public record Digamma() implements UnaryFunction {

    @Override
    public double value(double x) {
        return ReflectedLogGamma.digamma(x);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return ScaledLogGamma.digamma(x);
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.apply(new Trigamma(), x);
    }

    @Override
    public Notation notation() {
        return Notation.call("\\psi", 1);
    }
}
