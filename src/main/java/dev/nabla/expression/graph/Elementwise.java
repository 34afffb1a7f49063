package dev.nabla.expression.graph;

import dev.nabla.kernel.ScaledDoubleDouble;
import java.util.List;

/**
 * A function of numbers, applied element by element. Operands of equal rank are repeated along axes of size 1, and numbers
 * go with anything.
 */
public non-sealed interface Elementwise extends Operation {

    /** The number of operands. */
    int arity();

    /** Evaluates a block: element i of the result from element i of each operand. */
    void evaluate(double[][] operands, int count, double[] result);

    /** The function with more digits, for an element of each operand. */
    ScaledDoubleDouble extended(List<ScaledDoubleDouble> operands);

    /**
     * The partial derivative with respect to an operand. It need not have the shape of the result, only one that can be
     * repeated to it.
     */
    Node derivative(int operand, Node result, Graph graph);

    /**
     * The gradient with respect to an operand, before it is summed over repeated axes.
     *
     * @param upstream the gradient with respect to the result
     */
    default Node adjoint(int operand, Node result, Node upstream, Graph graph) {
        return graph.chain(upstream, derivative(operand, result, graph));
    }

    /** Whether it is its first operand with another gradient. */
    default boolean replacesGradient() {
        return false;
    }

    /** How it is written. */
    Notation notation();
}
