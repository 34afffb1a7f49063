package dev.nabla.expression.function;

import dev.nabla.expression.graph.Axes;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The largest or smallest element of each row; NaN if one is.
 *
 * @param sign 1 for the largest, -1 for the smallest
 */
record Extreme(Axes axes, boolean keepsAxes, int sign) implements RowReduction {

    @Override
    public Shape shape(List<Shape> operands) {
        if (axes.count(operands.getFirst()) == 0) {
            throw new MisfitException(functionName() + " of no elements: the shape is " + operands.getFirst());
        }
        return RowReduction.super.shape(operands);
    }

    @Override
    public String functionName() {
        return sign > 0 ? "max" : "min";
    }

    /** The first of the extreme elements; the first NaN if there is one. */
    private static int index(int sign, double... row) {
        int best = 0;
        for (int i = 0; i < row.length && !Double.isNaN(row[best]); i++) {
            if (sign * row[i] > sign * row[best] || Double.isNaN(row[i])) {
                best = i;
            }
        }
        return best;
    }

    private static int index(int sign, ScaledDoubleDouble... row) {
        int best = 0;
        for (int i = 1; i < row.length; i++) {
            if (sign > 0 ? row[best].isLessThan(row[i]) : row[i].isLessThan(row[best])) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public void compute(double[][] rows, double[] result) {
        result[0] = rows[0][index(sign, rows[0])];
    }

    @Override
    public void compute(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result) {
        result[0] = rows[0][index(sign, rows[0])];
    }

    @Override
    public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
        Node x = result.operand(0);
        return graph.chain(beside(upstream, x, graph), graph.apply(new Place(axes, sign), x));
    }

    @Override
    public Notation notation() {
        return named("\\" + functionName());
    }

    /** 1 in the place of the extreme element of each row, else 0; NaN in all of a row that has one. */
    private record Place(Axes axes, int sign) implements RowOperation {

        @Override
        public void compute(double[][] rows, double[] result) {
            int index = index(sign, rows[0]);
            boolean isNaN = Double.isNaN(rows[0][index]);
            Arrays.fill(result, isNaN ? Double.NaN : 0);
            result[index] = isNaN ? Double.NaN : 1;
        }

        @Override
        public void compute(ScaledDoubleDouble[][] rows, ScaledDoubleDouble[] result) {
            Arrays.fill(result, ScaledDoubleDouble.ZERO);
            result[index(sign, rows[0])] = ScaledDoubleDouble.ONE;
        }

        @Override
        public Notation notation() {
            return new Notation("\\left[#1 = \\" + (sign > 0 ? "max" : "min") + "\\right]", Binding.ATOM,
                    List.of(Binding.SUM));
        }
    }
}
