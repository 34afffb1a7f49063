package dev.nabla.expression.compile;

import dev.nabla.catalog.NameResolver;
import dev.nabla.tensor.Shape;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variables that a formula may use: inputs and parameters.
 *
 * @param shapes their shapes, by name
 */
public record Variables(Map<String, Shape> shapes) {

    Set<String> names() {
        return shapes.keySet();
    }

    Optional<Shape> shape(String name) {
        return Optional.ofNullable(shapes.get(name));
    }

    /** What may be meant by a name that is none. */
    String question(String name, Collection<String> known) {
        return new NameResolver(known).question(name).orElseGet(() -> shapes.isEmpty()
                ? "the formula has no inputs"
                : "the inputs are " + String.join(", ", names()));
    }
}
