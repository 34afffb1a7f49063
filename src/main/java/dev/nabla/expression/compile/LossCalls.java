package dev.nabla.expression.compile;

import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;

/** What {@code loss.NAME(…)} stands for in a formula. */
@FunctionalInterface
public interface LossCalls {

    /**
     * Adds the call of a loss to its graph.
     *
     * @throws MisfitException if there is no such loss, or the arguments do not fit it
     */
    Node apply(LossCall call);
}
