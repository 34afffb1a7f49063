package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.ElementaryKernel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;

/** log(1 + eˣ), the smooth maximum of 0 and x. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "log(1 + exp(x))")
public record Softplus() implements UnaryFunction {

    @Override
    public double value(double x) {
        return Elementary.softplus(x);
    }

    @Override
    public void evaluate(double[][] operands, int count, double[] result) {
        ElementaryKernel.BEST.softplus(operands[0], count, result);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        ScaledDoubleDouble rest = ScaledElementary.log1p(ScaledElementary.exp(x.abs().negated()));
        return x.sign() > 0 ? x.plus(rest) : rest;
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.apply(new Sigmoid(), x);
    }

    @Override
    public Notation notation() {
        return Notation.named("softplus", 1);
    }
}
