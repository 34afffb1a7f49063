package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.ElementaryKernel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;

/** Exponential. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "exponential")
public record Exp() implements UnaryFunction {

    @Override
    public double value(double x) {
        return Elementary.exp(x);
    }

    @Override
    public void evaluate(double[][] operands, int count, double[] result) {
        ElementaryKernel.BEST.exp(operands[0], count, result);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return ScaledElementary.exp(x);
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return y;
    }

    @Override
    public Notation notation() {
        return Notation.around("e^{#1}", 1);
    }
}
