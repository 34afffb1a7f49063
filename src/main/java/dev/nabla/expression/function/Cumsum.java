package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.kernel.CompensatedSum;
import dev.nabla.kernel.ScaledDoubleDouble;

/** Sums of all elements of a row up to each. */
@FunctionDefinition(group = Group.REDUCTION, summary = "cumulative sum")
public record Cumsum() implements AxisFunction {

    @Override
    public TensorOperation along(Axes axis) {
        return new PartialSums(axis, false);
    }

    /** The sum up to each element of a row, or from it on. */
    private record PartialSums(Axes axes, boolean isFromEnd) implements RowOperation {

        private int place(int i, int length) {
            return isFromEnd ? length - 1 - i : i;
        }

        @Override
        public void compute(double[][] rows, double[] result) {
            CompensatedSum sum = new CompensatedSum();
            for (int i = 0; i < result.length; i++) {
                int place = place(i, result.length);
                sum.add(rows[0][place]);
                result[place] = sum.value();
            }
        }

        @Override
        public void compute(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result) {
            ScaledDoubleDouble sum = ScaledDoubleDouble.ZERO;
            for (int i = 0; i < result.length; i++) {
                int place = place(i, result.length);
                sum = sum.plus(rows[0][place]);
                result[place] = sum;
            }
        }

        @Override
        public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
            return graph.apply(new PartialSums(axes, !isFromEnd), upstream);
        }

        @Override
        public Notation notation() {
            return Notation.named(isFromEnd ? "cumsum_from_end" : "cumsum", 1);
        }
    }
}
