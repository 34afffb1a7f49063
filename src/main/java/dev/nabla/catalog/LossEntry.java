package dev.nabla.catalog;

import dev.nabla.loss.Loss;
import java.util.List;

/**
 * The catalog entry of a loss: its names, its documentation, and how to build it from options.
 *
 * <p>The catalog has one entry per loss record; others can be created at run time. Metrics are tagged with the id, so
 * entries of which there may be any number must share one.
 */
public interface LossEntry extends CatalogEntry<Loss> {

    /** The input that most losses have, and with respect to which {@code gradient} is computed. */
    String PREDICTIONS = "predictions";

    /** The family that it belongs to, for instance {@code regression}. */
    String family();

    /** Its documentation. */
    LossDefinition definition();

    @Override
    default List<String> aliases() {
        return definition().aliases();
    }

    /** Whether it has an input {@code predictions}, so that answers have a single {@code gradient} by default. */
    default boolean hasPredictions() {
        return defaults().inputs().stream().anyMatch(input -> input.name().equals(PREDICTIONS));
    }
}
