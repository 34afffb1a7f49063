package dev.nabla.expression.function;

import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** An operation that copies elements of one operand. */
interface Gather extends TensorOperation {

    /** Maps a position in the result to one in the operand; -1 for 0. */
    IntUnaryOperator sources(Shape operand, Shape result);

    @Override
    default void evaluate(List<Value> operands, Shape shape, double[] result) {
        IntUnaryOperator sources = sources(operands.getFirst().shape(), shape);
        double[] elements = operands.getFirst().elements();
        for (int i = 0; i < result.length; i++) {
            int source = sources.applyAsInt(i);
            result[i] = source < 0 ? 0 : elements[source];
        }
    }

    @Override
    default void extended(List<ExtendedValue> operands, Shape shape, ScaledDoubleDouble[] result) {
        IntUnaryOperator sources = sources(operands.getFirst().shape(), shape);
        ScaledDoubleDouble[] elements = operands.getFirst().elements();
        for (int i = 0; i < result.length; i++) {
            int source = sources.applyAsInt(i);
            result[i] = source < 0 ? ScaledDoubleDouble.ZERO : elements[source];
        }
    }
}
