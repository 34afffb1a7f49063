package dev.nabla.expression.function;

import dev.nabla.expression.graph.Node;
import dev.nabla.expression.graph.Variable;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Index data, which are known only when a formula is computed.
 *
 * @param name the input that they come from; empty if they are computed
 */
record Indices(String name) {

    /** The name is for messages alone: what operations pick is told by their operands. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Indices;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    static Indices of(Node node) {
        return new Indices(node.operation() instanceof Variable(String name) ? name : "");
    }

    /**
     * An index.
     *
     * @param count how many there are
     * @throws InvalidRequestException if it is not an integer from 0 to count - 1
     */
    int index(double index, Shape shape, int position, int count) {
        if (index == (int) index && index >= 0 && index < count) {
            return (int) index;
        }
        String found = index == (int) index ? Integer.toString((int) index) : Double.toString(index);
        String detail = "an index must be an integer in [0, " + (count - 1) + "], got " + found;
        throw new InvalidRequestException(name.isEmpty()
                ? Fault.whole(detail + ", computed by the formula")
                : new Fault(name, shape.indexOf(position), detail));
    }
}
