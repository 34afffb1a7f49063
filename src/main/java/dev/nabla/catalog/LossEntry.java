package dev.nabla.catalog;

import dev.nabla.loss.Loss;
import java.util.List;

/**
 * A loss that requests can ask for: its names, what it is, and how to build one from options.
 *
 * <p>The catalog has an entry for each record of a loss. An entry made at run time has all that those have. Metrics carry its
 * id, so entries of which there may be any number share one.
 */
public interface LossEntry extends CatalogEntry<Loss> {

    /** The input that most losses have, and that {@code gradient} is with respect to. */
    String PREDICTIONS = "predictions";

    /** The family that it belongs to: {@code regression}. */
    String family();

    /** What readers need to know of it. */
    LossDefinition definition();

    @Override
    default List<String> aliases() {
        return definition().aliases();
    }

    /** Whether it has predictions, so that there is one gradient to speak of. */
    default boolean hasPredictions() {
        return defaults().inputs().stream().anyMatch(input -> input.name().equals(PREDICTIONS));
    }
}
