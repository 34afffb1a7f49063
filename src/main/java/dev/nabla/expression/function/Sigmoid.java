package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.ElementaryKernel;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;

/** The logistic sigmoid. */
@FunctionDefinition(
    group = Group.ELEMENTWISE,
    summary = "logistic sigmoid, 1/(1 + exp(-x))",
    aliases = {"expit", "logistic", "hard_sigmoid"})
public record Sigmoid() implements UnaryFunction {

    @Override
    public double value(double x) {
        return Elementary.sigmoid(x);
    }

    @Override
    public void evaluate(double[][] operands, int count, double[] result) {
        ElementaryKernel.BEST.sigmoid(operands[0], count, result);
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        ScaledDoubleDouble power = ScaledElementary.exp(x.abs().negated());
        ScaledDoubleDouble larger = ScaledDoubleDouble.ONE.dividedBy(power.plus(ScaledDoubleDouble.ONE));
        return x.sign() < 0 ? power.times(larger) : larger;
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.apply(new SigmoidDerivative(), x);
    }

    @Override
    public Notation notation() {
        return Notation.call("\\sigma", 1);
    }
}
