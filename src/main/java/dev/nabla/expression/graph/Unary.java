package dev.nabla.expression.graph;

import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/** A function of one number. */
public interface Unary extends Elementwise {

    double value(double x);

    ScaledDoubleDouble extended(ScaledDoubleDouble x);

    /** The derivative at {@code x}, where the function is {@code y}. */
    Node derivative(Node x, Node y, Graph graph);

    @Override
    default int arity() {
        return 1;
    }

    @Override
    default void evaluate(double[][] operands, int count, double[] result) {
        Loops.of(this).run(this, operands[0], count, result);
    }

    @Override
    default ScaledDoubleDouble extended(List<ScaledDoubleDouble> operands) {
        return extended(operands.getFirst());
    }

    @Override
    default Node derivative(int operand, Node result, Graph graph) {
        return derivative(result.operand(0), result, graph);
    }
}
