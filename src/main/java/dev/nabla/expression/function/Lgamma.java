package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ReflectedLogGamma;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledLogGamma;

/** Logarithm of the size of the gamma function. */
@FunctionDefinition(
    group = Group.ELEMENTWISE,
    summary = "logarithm of the size of the gamma function",
    aliases = {"gammaln", "loggamma"},
    edges = "∞ at 0 and at negative integers. Next to its zeros below 0 the error is absolute: 2^-54, and more below -30.")
public record Lgamma() implements UnaryFunction {

    @Override
    public double value(double x) {
        return ReflectedLogGamma.lgamma(x);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return ScaledLogGamma.lgamma(x);
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.apply(new Digamma(), x);
    }

    @Override
    public Notation notation() {
        return Notation.call("\\log\\Gamma", 1);
    }
}
