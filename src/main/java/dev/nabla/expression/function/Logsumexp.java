package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.StableSoftmax;
import java.util.Arrays;
import java.util.List;

/** The logarithm of the sum of the exponentials. */
@FunctionDefinition(group = Group.REDUCTION, summary = "log(sum(exp(x))), without overflow", aliases = {"log_sum_exp", "reduce_logsumexp"}, edges = "-∞ for no elements, or if all are -∞.")
public record Logsumexp() implements ReductionFunction {

@Override
public Node reduced(Graph graph, Node x, Axes axes, boolean keepsAxes) {
    return graph.apply(new LogOfSum(axes, keepsAxes), x);
}

/** The logarithm of the sum of the exponentials. */
private record LogOfSum(Axes axes, boolean keepsAxes) implements RowReduction {

    @Override
    public void compute(double[][] rows, double[] result) {
        double[] row = rows[0];
        if (row.length == 0) {
            result[0] = Double.NEGATIVE_INFINITY;
            return;
        }
        StableSoftmax softmax = new StableSoftmax(row, row.length, new double[row.length]);
        result[0] = softmax.isDefined()
                ? softmax.negativeLogProbability(softmax.largest()).plus(row[softmax.largest()]).value()
                : Arrays.stream(row).reduce(Double.NEGATIVE_INFINITY, Math::max);
    }

    @Override
    public void compute(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result) {
        result[0] = rows[0].length == 0
                ? ScaledDoubleDouble.of(Double.NEGATIVE_INFINITY)
                : ExtendedSoftmax.of(rows[0]).logSum();
    }

    @Override
    public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
        Node x = result.operand(0);
        return graph.chain(beside(upstream, x, graph), graph.apply(new Softmax.Probabilities(axes), x));
    }

    @Override
    public Notation notation() {
        return new Notation("\\log \\sum_{" + axes.tex() + "} e^{#1}", Binding.PRODUCT, List.of(Binding.RELATION));
    }
}

}
