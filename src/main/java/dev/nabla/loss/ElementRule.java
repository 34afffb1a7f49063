package dev.nabla.loss;

import dev.nabla.option.Domain;
import dev.nabla.tensor.Shape;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the elements of an input are. {@link ElementRules} has the usual rules; another one is a new implementation of this
 * interface.
 */
public interface ElementRule {

    /** A word for the rule, which {@code GET /v1/losses/{id}} shows. */
    String label();

    /** The numbers for readers: {@code integers}. */
    String inWords();

    /** The check that the elements of a tensor of a shape that fits must pass; empty if they may be any numbers. */
    Optional<ElementCheck> check(Loss loss, Shape actual, Geometry geometry);

    /**
     * Whether elements are rounded to the dtype of the request.
     *
     * @param isLikeFirst whether the tensor has the shape of the first input
     */
    boolean isRounded(boolean isLikeFirst);

    /** Whether elements are class indices, at least where there is one per row. */
    default boolean isClass() {
        return false;
    }

    /** Whether the input is an option that is a tensor, and so describes the loss and not a sample. */
    default boolean isParameter() {
        return false;
    }

    /** The domain of numbers that are no indices; {@code null} for any number, NaN and infinities among them. */
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
