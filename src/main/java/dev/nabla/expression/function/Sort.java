package dev.nabla.expression.function;

import dev.nabla.expression.function.FunctionDefinition.Group;
import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** The elements of a row in ascending order. */
@FunctionDefinition(group = Group.REDUCTION, summary = "elements in ascending order", edges = "NaN is last. Equal elements keep their order, and so do their gradients.")
public record Sort() implements AxisFunction {

    @Override
    public TensorOperation along(Axes axis) {
        return new Sorted(axis);
    }

    private static long comparisons(Shape shape, Axes axes) {
        return 5L * shape.elements() * (Integer.SIZE - Integer.numberOfLeadingZeros(axes.count(shape)));
    }

    /** The sorted elements. */
    private record Sorted(Axes axes) implements RowOperation {

        @Override
        public long operations(List<Shape> operands, Shape result) {
            return comparisons(result, axes);
        }

        @Override
        public void compute(double[][] rows, double[] result) {
            System.arraycopy(rows[0], 0, result, 0, result.length);
            Arrays.sort(result);
        }

        @Override
        public void compute(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result) {
            System.arraycopy(rows[0], 0, result, 0, result.length);
            Arrays.sort(result, (a, b) -> a.isLessThan(b) ? -1 : b.isLessThan(a) ? 1 : 0);
        }

        @Override
        public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
            return graph.apply(new Unsorted(axes), result.operand(0), upstream);
        }

        @Override
        public Notation notation() {
            return Notation.named("sort", 1);
        }
    }

    /** The elements of the second row in the places from which sorting takes those of the first. */
    private record Unsorted(Axes axes) implements RowOperation {

        @Override
        public long operations(List<Shape> operands, Shape result) {
            return 2 * comparisons(result, axes);
        }

        @Override
        public void compute(double[][] rows, double[] result) {
            int[] order = SortOrder.of(rows[0]);
            for (int i = 0; i < order.length; i++) {
                result[order[i]] = rows[1][i];
            }
        }

        @Override
        public void compute(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result) {
            int[] order = SortOrder.of(Arrays.stream(rows[0]).mapToDouble(ScaledDoubleDouble::value).toArray());
            for (int i = 0; i < order.length; i++) {
                result[order[i]] = rows[1][i];
            }
        }

        @Override
        public Notation notation() {
            return Notation.named("unsort", 2);
        }
    }
}
