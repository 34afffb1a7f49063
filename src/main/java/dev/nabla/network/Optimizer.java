package dev.nabla.network;

import java.util.List;

/**
 * A rule that moves parameters against their gradient.
 *
 * <p>An optimizer is a record in {@code dev.nabla.network.optimizer}. Its components are its options, its no-argument
 * constructor states their defaults, and {@link OptimizerDefinition} says what it is. It keeps nothing: what it needs to
 * know of earlier steps comes and goes with each.
 */
public interface Optimizer {

    /** What it may keep of earlier steps for each parameter. */
    List<Slot> slots();

    /** Whether it keeps that with the options that it has. */
    default boolean keeps(Slot slot) {
        return true;
    }

    /**
     * Takes one step of one parameter.
     *
     * @param parameter its numbers, which are moved
     * @param gradient the gradient with respect to them; not changed
     * @param state what earlier steps left, which this one brings up to date
     */
    void step(double[] parameter, double[] gradient, OptimizerState state);
}
