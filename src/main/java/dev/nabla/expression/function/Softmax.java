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

/** The exponentials of a row, divided by their sum. */
@FunctionDefinition(group = Group.REDUCTION, summary = "exp(x) / sum(exp(x)), without overflow", edges = "One element of ∞ has all of the probability; several give NaN.")
public record Softmax() implements AxisFunction {

    @Override
    public TensorOperation along(Axes axis) {
        return new Probabilities(axis);
    }

    /** The probabilities. */
    record Probabilities(Axes axes) implements RowOperation {

        @Override
        public void compute(double[][] rows, double[] result) {
            StableSoftmax softmax = Logits.softmax(rows[0], result);
            if (softmax.isDefined()) {
                softmax.probabilities(1, result);
            } else {
                Arrays.fill(result, Double.NaN);
            }
        }

        @Override
        public void compute(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result) {
            Arrays.setAll(result, ExtendedSoftmax.of(rows[0])::probability);
        }

        @Override
        public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
            return graph.apply(new Adjoint(axes), result.operand(0), upstream);
        }

        @Override
        public Notation notation() {
            return Notation.named("softmax", 1);
        }
    }

    /**
     * s_j (u_j − Σ s_k u_k) for the softmax s of a row and an upstream gradient u. With u less that of the most probable element
     * nothing cancels next to a probability of 1.
     */
    private record Adjoint(Axes axes) implements RowOperation {

        @Override
        public void compute(double[][] rows, double[] result) {
            double[] upstream = rows[1];
            double[] probabilities = new double[result.length];
            StableSoftmax softmax = Logits.softmax(rows[0], probabilities);
            if (!softmax.isDefined()) {
                Arrays.fill(result, Double.NaN);
                return;
            }
            softmax.probabilities(1, probabilities);
            double origin = upstream[softmax.largest()];
            CompensatedSum sum = new CompensatedSum();
            for (int k = 0; k < result.length; k++) {
                sum.add(DoubleDouble.difference(upstream[k], origin).timesOrZero(probabilities[k]));
            }
            DoubleDouble mean = sum.total();
            for (int k = 0; k < result.length; k++) {
                result[k] = DoubleDouble.difference(upstream[k], origin).minus(mean).timesOrZero(probabilities[k]).value();
            }
        }

        @Override
        public void compute(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result) {
            ExtendedSoftmax softmax = ExtendedSoftmax.of(rows[0]);
            ScaledDoubleDouble origin = rows[1][softmax.largest()];
            ScaledDoubleDouble mean = ScaledDoubleDouble.ZERO;
            for (int k = 0; k < result.length; k++) {
                mean = mean.plus(softmax.probability(k).times(rows[1][k].minus(origin)));
            }
            for (int k = 0; k < result.length; k++) {
                result[k] = softmax.probability(k).times(rows[1][k].minus(origin).minus(mean));
            }
        }

        @Override
        public Notation notation() {
            return Notation.around("\\operatorname{softmax}'\\left(#1\\right)^{\\top} \\left(#2\\right)", 2);
        }
    }
}
