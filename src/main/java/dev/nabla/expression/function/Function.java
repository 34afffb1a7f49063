package dev.nabla.expression.function;

import dev.nabla.expression.graph.MisfitException;
import dev.nabla.expression.graph.Node;
import java.util.List;

/**
 * A function of the language. It is a record in this package; {@link FunctionDefinition} says what it is, and its name is that
 * of the record in snake_case.
 */
public interface Function {

    /** Its parameters, in the order of positional arguments. */
    List<Parameter> parameters();

    /**
     * Adds the nodes of a call to a graph.
     *
     * @param arguments the arguments, of which all required ones were given
     * @throws MisfitException if they do not fit
     */
    Node apply(Arguments arguments);

    /**
     * A parameter.
     *
     * @param fallback its default, as it would be written; empty if it is required
     */
    record Parameter(String name, String fallback) {

        public static Parameter required(String name) {
            return new Parameter(name, "");
        }

        public boolean isRequired() {
            return fallback.isEmpty();
        }
    }
}
