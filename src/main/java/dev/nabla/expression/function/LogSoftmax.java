package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.StableSoftmax;
import java.util.Arrays;

/** The logarithm of the softmax. */
@FunctionDefinition(group = Group.REDUCTION, summary = "x - logsumexp(x), with all digits of a logarithm next to 0", aliases = "logsoftmax")
public record LogSoftmax() implements AxisFunction {

    @Override
    public TensorOperation along(Axes axis) {
        return new LogProbabilities(axis);
    }

    /** The logarithms of the probabilities. */
    private record LogProbabilities(Axes axes) implements RowOperation {

        @Override
        public void compute(double[][] rows, double[] result) {
            StableSoftmax softmax = Logits.softmax(rows[0], result);
            boolean isDefined = softmax.isDefined();
            for (int i = 0; i < result.length; i++) {
                result[i] = isDefined ? -softmax.negativeLogProbability(i).value() : Double.NaN;
            }
        }

        @Override
        public void compute(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result) {
            Arrays.setAll(result, ExtendedSoftmax.of(rows[0])::logProbability);
        }

        @Override
        public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
            return graph.apply(new Adjoint(axes), result.operand(0), upstream);
        }

        @Override
        public Notation notation() {
            return Notation.named("log_softmax", 1);
        }
    }

    /**
     * u_j − s_j Σ u_k for the softmax s of a row and an upstream gradient u: u_j (1 − s_j) less s_j times the sum of the others, so
     * that nothing cancels next to a probability of 1.
     */
    private record Adjoint(Axes axes) implements RowOperation {

        @Override
        public void compute(double[][] rows, double[] result) {
            double[] upstream = rows[1];
            StableSoftmax softmax = Logits.softmax(rows[0], new double[result.length]);
            if (!softmax.isDefined()) {
                Arrays.fill(result, Double.NaN);
                return;
            }
            CompensatedSum sum = new CompensatedSum();
            sum.add(upstream, 0, upstream.length);
            for (int j = 0; j < result.length; j++) {
                DoubleDouble others = sum.total().minus(upstream[j]);
                DoubleDouble own = softmax.complement(j).timesOrZero(upstream[j]);
                result[j] = own.minus(softmax.probability(j).times(others)).value();
            }
        }

        @Override
        public void compute(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result) {
            ExtendedSoftmax softmax = ExtendedSoftmax.of(rows[0]);
            ScaledDoubleDouble sum = Arrays.stream(rows[1]).reduce(ScaledDoubleDouble.ZERO, ScaledDoubleDouble::plus);
            Arrays.setAll(result, j -> softmax.complement(j).times(rows[1][j])
                    .minus(softmax.probability(j).times(sum.minus(rows[1][j]))));
        }

        @Override
        public Notation notation() {
            return Notation.around("\\operatorname{log\\_softmax}'\\left(#1\\right)^{\\top} \\left(#2\\right)", 2);
        }
    }
}
