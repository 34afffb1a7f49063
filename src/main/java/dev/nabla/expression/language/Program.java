package dev.nabla.expression.language;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A formula: definitions, each of which may use those before it, and then the expression that is its value.
 *
 * @param text the formula as written
 */
public record Program(String text, List<Definition> definitions, Expression result) {

    /** Programs of the same text are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Program program && program.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** {@code name = value}. */
    public record Definition(String name, Expression value, Place place) {}
}
