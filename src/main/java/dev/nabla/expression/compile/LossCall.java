package dev.nabla.expression.compile;

import dev.nabla.expression.function.Arguments.Argument;
import dev.nabla.expression.graph.Graph;
import java.util.List;
import java.util.Optional;

/**
 * A call of a loss of the catalog.
 *
 * @param graph the graph that the call adds to
 * @param loss the name of the loss
 * @param arguments its arguments, in order
 */
public record LossCall(Graph graph, String loss, List<Given> arguments) {

    /** An argument; one without a name is the next input. */
    public record Given(Optional<String> name, Argument value) {}
}
