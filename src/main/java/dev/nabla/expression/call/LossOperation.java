package dev.nabla.expression.call;

import dev.nabla.expression.graph.TensorOperation;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** A loss of the catalog as an operation, or a derivative of one. With more digits it is as exact as it is in float64. */
interface LossOperation extends TensorOperation {

    @Override
    default void extended(List<ExtendedValue> operands, Shape shape, ScaledDoubleDouble[] result) {
        double[] elements = new double[result.length];
        evaluate(operands.stream().map(LossOperation::rounded).toList(), shape, elements);
        Arrays.setAll(result, i -> ScaledDoubleDouble.of(elements[i]));
    }

    private static Value rounded(ExtendedValue operand) {
        return new Value(Arrays.stream(operand.elements()).mapToDouble(ScaledDoubleDouble::value).toArray(),
                operand.shape());
    }
}
