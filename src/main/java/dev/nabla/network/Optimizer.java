package dev.nabla.network;

import dev.nabla.tensor.Cost;
import java.util.List;

/**
 * A rule that updates parameters from their gradients.
 *
 * <p>An optimizer is a record in {@code dev.nabla.network.optimizer}. Its components are its options, its no-argument
 * constructor states their defaults, and {@link OptimizerDefinition} says what it is. It is stateless: its state is
 * passed to each step.
 */
public interface Optimizer {

    /** The state that it may keep for each parameter. */
    List<Slot> slots();

    /** Whether it keeps a slot, given its options. */
    default boolean keeps(Slot slot) {
        return true;
    }

    /** What a step takes for parameters with a number of elements: the new ones, clipped gradients, and the new state. */
    default Cost cost(long elements) {
        return Cost.retained((2L + slots().size()) * elements).plus(Cost.scratch(2 * elements))
                .plus(Cost.operations(Cost.times(200, elements)));
    }

    /**
     * Updates one parameter.
     *
     * @param parameter its elements, updated in place
     * @param gradient the gradient with respect to them; not modified
     * @param state the state after the previous step, updated in place
     */
    void step(double[] parameter, double[] gradient, OptimizerState state);
}
