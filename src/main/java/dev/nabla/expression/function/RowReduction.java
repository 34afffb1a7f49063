package dev.nabla.expression.function;

import dev.nabla.expression.graph.Graph;
import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Notation;
import dev.nabla.expression.graph.Notation.Binding;
import dev.nabla.expression.graph.Rows;
import dev.nabla.tensor.Shape;
import java.util.List;

/** An operation that computes one number of each row. */
interface RowReduction extends RowOperation {

    /** Whether the result has axes of size 1 in place of those that are reduced. */
    boolean keepsAxes();

    @Override
    default Shape shape(List<Shape> operands) {
        return axes().reduced(operands.getFirst(), keepsAxes());
    }

    @Override
    default int results(int length) {
        return 1;
    }

    @Override
    default void write(Rows rows, int row, double[] computed, double[] result) {
        result[row] = computed[0];
    }

    /** A result, or the gradient with respect to it, with axes of size 1, so that it goes with the operand. */
    default Node beside(Node reduced, Node operand, Graph graph) {
        return graph.reshape(reduced, axes().reduced(operand.shape(), true));
    }

    /** How a reduction is written: its name with the axes. */
    default Notation named(String name) {
        return new Notation(name + "_{" + axes().tex() + "}\\left(#1\\right)", Binding.POWER, List.of(Binding.RELATION));
    }
}
