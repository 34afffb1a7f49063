package dev.nabla.expression.graph;

import dev.nabla.option.OptionSpec;

/** What a node computes from its operands. Operations are values: two that are equal compute the same. */
public sealed interface Operation permits Source, Elementwise, TensorOperation {

    /** The name of the function that it is, or is a part of. */
    default String functionName() {
        Class<?> function = getClass().getEnclosingClass();
        return OptionSpec.snakeCase((function == null ? getClass() : function).getSimpleName());
    }

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
