package dev.nabla.expression.graph;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An operation on whole tensors, whose elements depend on others than those at their place. */
public non-sealed interface TensorOperation extends Operation {

    /**
     * The shape of the result.
     *
     * @throws MisfitException if there is none for operands of these shapes
     * @throws ArithmeticException if it would have more elements than an array can hold
     */
    Shape shape(List<Shape> operands);

    /** Its work in scalar operations, given the shapes of its operands and its result. */
    default long operations(List<Shape> operands, Shape result) {
        return 10L * operands.stream().mapToLong(Shape::elements).sum() + result.elements();
    }

    /** Float64 numbers that it takes beside operands and result. */
    default long scratch(List<Shape> operands, Shape result) {
        return 0;
    }

    /** What it takes beside operands and result, given what is known of the operands before they are computed. */
    default Cost cost(List<Operand> operands, Shape result) {
        List<Shape> shapes = operands.stream().map(Operand::shape).toList();
        return Cost.scratch(scratch(shapes, result)).plus(Cost.operations(operations(shapes, result)));
    }

    /** Computes all elements of the result. */
    void evaluate(List<Value> operands, Shape shape, double[] result);

    /** The same with more digits. */
    void extended(List<ExtendedValue> operands, Shape shape, ScaledDoubleDouble[] result);

    /**
     * The gradient with respect to an operand, in its shape.
     *
     * @param upstream the gradient with respect to the result, in its shape
     * @throws UnsupportedOperationException for operations that only appear in gradients
     */
    default Node adjoint(int operand, Node result, Node upstream, Graph graph) {
        throw new UnsupportedOperationException("only gradients contain " + this);
    }

    /** Whether each element of the result depends on an operand's element at its place only, and has a second derivative. */
    default boolean isElementwise(int operand) {
        return false;
    }

    /** The axes along which it runs; empty if it has none. */
    default Axes axes() {
        return Axes.of();
    }

    /** How it is written. */
    Notation notation();

    /**
     * What is known of an operand before any is computed.
     *
     * @param tensor its elements, if it is an input
     */
    record Operand(Shape shape, Optional<Tensor> tensor) {

        /** The operands of a node, given the tensors of the variables, by name. */
        public static List<Operand> of(Node node, Map<String, Tensor> variables) {
            return node.operands().stream().map(operand -> new Operand(operand.shape(),
                    operand.operation() instanceof Variable(String name)
                            ? Optional.ofNullable(variables.get(name))
                            : Optional.empty()))
                    .toList();
        }
    }

    /** A tensor. */
    record Value(double[] elements, Shape shape) {}

    /** A tensor with more digits. */
    record ExtendedValue(ScaledDoubleDouble[] elements, Shape shape) {}
}
