package dev.nabla.expression.graph;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Shape;
import java.util.List;

/** The same elements in another shape. */
public record Reshape(Shape target) implements TensorOperation {

    @Override
    public Shape shape(List<Shape> operands) {
        if (operands.getFirst().elements() != target.elements()) {
            throw new MisfitException("a tensor of shape " + operands.getFirst() + " has "
                    + operands.getFirst().elements() + " elements and cannot be reshaped to " + target + ", which has "
                    + target.elements());
        }
        return target;
    }

    @Override
    public void evaluate(List<Value> operands, Shape shape, double[] result) {
        System.arraycopy(operands.getFirst().elements(), 0, result, 0, result.length);
    }

    @Override
    public void extended(List<ExtendedValue> operands, Shape shape, ScaledDoubleDouble[] result) {
        System.arraycopy(operands.getFirst().elements(), 0, result, 0, result.length);
    }

    @Override
    public Node adjoint(int operand, Node result, Node upstream, Graph graph) {
        return graph.reshape(upstream, result.operand(0).shape());
    }

    @Override
    public Notation notation() {
        return Notation.named("reshape", 1);
    }
}
