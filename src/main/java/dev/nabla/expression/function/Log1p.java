package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.ElementaryKernel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;
import java.util.List;

/** The logarithm of 1 + x. */
@FunctionDefinition(
    group = Group.ELEMENTWISE,
    summary = "log(1 + x), with all digits next to 0",
    edges = "NaN for x < -1, -∞ at -1.")
public record Log1p() implements UnaryFunction {

    @Override
    public double value(double x) {
        return Elementary.log1p(x);
    }

    @Override
    public void evaluate(double[][] operands, int count, double[] result) {
        ElementaryKernel.BEST.log1p(operands[0], count, result);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return ScaledElementary.log1p(x);
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.divide(graph.constant(1), graph.add(graph.constant(1), x));
    }

    @Override
    public Notation notation() {
        return new Notation("\\log\\left(1 + #1\\right)", Binding.POWER, List.of(Binding.TERM));
    }
}
