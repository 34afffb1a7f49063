package dev.nabla.loss;

import dev.nabla.option.Domain;
import dev.nabla.tensor.Shape;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the elements of an input may be. {@link ElementRules} has the common rules; to add one, implement this interface.
 */
public interface ElementRule {

    /** The name of the rule, as in {@code GET /v1/losses/{id}}. */
    String label();

    /** A description for the documentation: {@code integers}. */
    default String inWords() {
        return "integers";
    }

    /** The check for the elements of a tensor with a valid shape; empty if any number is valid. */
    Optional<ElementCheck> check(Loss loss, Shape actual, Geometry geometry);

    /**
     * Whether elements are rounded to the dtype of the request. By default they are not: indices never are.
     *
     * @param isLikeFirst whether the tensor has the shape of the first input
     */
    default boolean isRounded(boolean isLikeFirst) {
        return false;
    }

    /** Whether elements are class indices, at least if there is one per row. */
    default boolean isClass() {
        return false;
    }

    /** Whether the input is an option in tensor form, which describes the loss, not a sample. */
    default boolean isParameter() {
        return false;
    }

    /** The domain of real-valued elements; {@code null} for any number, including NaN and infinities. */
    default @Nullable Domain domain() {
        return null;
    }

    /**
     * This rule, limited to a domain.
     *
     * @throws UnsupportedOperationException if its elements are indices
     */
    default ElementRule within(Domain domain) {
        throw new UnsupportedOperationException(label() + " have no domain");
    }
}
