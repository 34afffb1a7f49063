package dev.nabla.expression.graph;

/** What a node computes from its operands. Operations are values: two that are equal compute the same. */
public sealed interface Operation permits Source, Elementwise, TensorOperation {

    /** Whether its elements are true and false. */
    default boolean isBoolean() {
        return false;
    }

    /** Whether it has a gradient with respect to an operand; a step function, a condition and an index have none. */
    default boolean isDifferentiable(int operand) {
        return true;
    }

    /** Whether the gradient is a multiple of the upstream gradient, as that of every derivative is. */
    default boolean isLinearInUpstream() {
        return true;
    }
}
