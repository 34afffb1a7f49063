package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.ElementaryKernel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;

/** Natural logarithm. */
@FunctionDefinition(
    group = Group.ELEMENTWISE,
    summary = "natural logarithm",
    aliases = "ln",
    edges = "NaN for x < 0, -∞ at 0.")
public record Log() implements UnaryFunction {

    @Override
    public double value(double x) {
        return Elementary.log(x);
    }

    @Override
    public void evaluate(double[][] operands, int count, double[] result) {
        ElementaryKernel.BEST.log(operands[0], count, result);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return ScaledElementary.log(x);
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.divide(graph.constant(1), x);
    }

    @Override
    public Notation notation() {
        return Notation.call("\\log", 1);
    }
}
