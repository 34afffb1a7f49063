package dev.nabla.catalog;

import dev.nabla.loss.Loss;
import dev.nabla.request.Literal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        return definition().aliases().stream().map(LossAlias::name).toList();
    }

    /** The alias that it was called by; empty unless that presets options. */
    default Optional<LossAlias> alias() {
        return Optional.empty();
    }

    /** Values of options, {@code reduction} and {@code axis} that hold unless a request sets them, by name. */
    default Map<String, Literal> presets() {
        return Map.of();
    }

    /** Whether it has an input {@code predictions}, so that answers have a single {@code gradient} by default. */
    default boolean hasPredictions() {
        return defaults().inputs().stream().anyMatch(input -> input.name().equals(PREDICTIONS));
    }
}
