package dev.nabla.expression.function;

import dev.nabla.expression.graph.Elementwise;
import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/**
 * Whether a number that is limited to an interval is the one that counts: 1 or 0.
 *
 * @param operand 0 for the number, 1 for the lower limit, 2 for the upper one
 */
record ClipDerivative(int operand) implements Elementwise {

    @Override
    public int arity() {
        return 3;
    }

    @Override
    public boolean isDifferentiable(int k) {
        return false;
    }

    private double value(double x, double low, double high) {
        if (Double.isNaN(x) || Double.isNaN(low) || Double.isNaN(high)) {
            return Double.NaN;
        }
        int active = Math.max(x, low) > high ? 2 : x < low ? 1 : 0;
        return active == operand ? 1 : 0;
    }

    @Override
    public void evaluate(double[][] operands, int count, double[] result) {
        for (int i = 0; i < count; i++) {
            result[i] = value(operands[0][i], operands[1][i], operands[2][i]);
        }
    }

    @Override
    public ScaledDoubleDouble extended(List<ScaledDoubleDouble> operands) {
        ScaledDoubleDouble x = operands.get(0);
        ScaledDoubleDouble low = operands.get(1);
        ScaledDoubleDouble high = operands.get(2);
        if (x.isNaN() || low.isNaN() || high.isNaN()) {
            return ScaledDoubleDouble.of(Double.NaN);
        }
        boolean isBelow = x.isLessThan(low);
        int active = high.isLessThan(isBelow ? low : x) ? 2 : isBelow ? 1 : 0;
        return ScaledDoubleDouble.of(active == operand ? 1 : 0);
    }

    @Override
    public Node derivative(int k, Node result, Graph graph) {
        return graph.constant(0);
    }

    @Override
    public Notation notation() {
        return Notation.around(switch (operand) {
            case 0 -> "\\left[#2 \\le #1 \\le #3\\right]";
            case 1 -> "\\left[#1 < #2\\right]";
            default -> "\\left[#1 > #3\\right]";
        }, 3);
    }
}
