package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.ElementaryKernel;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/** The logarithm of the sigmoid. */
@FunctionDefinition(group = Group.ELEMENTWISE, summary = "log(sigmoid(x))", aliases = {"logsigmoid", "log_expit"})
public record LogSigmoid() implements UnaryFunction {

    @Override
    public double value(double x) {
        return -Elementary.softplus(-x);
    }

    @Override
    public void evaluate(double[][] operands, int count, double[] result) {
        double[] negated = new double[count];
        for (int i = 0; i < count; i++) {
            negated[i] = -operands[0][i];
        }
        ElementaryKernel.BEST.softplus(negated, count, result);
        for (int i = 0; i < count; i++) {
            result[i] = -result[i];
        }
    }

    @Override
    public ScaledDoubleDouble extended(ScaledDoubleDouble x) {
        return new Softplus().extended(x.negated()).negated();
    }

    @Override
    public Node derivative(Node x, Node y, Graph graph) {
        return graph.apply(new Sigmoid(), graph.negate(x));
    }

    @Override
    public Notation notation() {
        return new Notation("\\log \\sigma\\left(#1\\right)", Binding.POWER, List.of(Binding.RELATION));
    }
}
