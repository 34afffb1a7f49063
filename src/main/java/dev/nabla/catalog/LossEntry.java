package dev.nabla.catalog;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Loss;
import dev.nabla.option.RecordOption;
import dev.nabla.request.Fault;
import dev.nabla.request.Literal;
import java.util.List;
import java.util.Map;

/** A loss as the catalogue knows it: its names, what it is, and how to build one from options. */
public final class LossEntry {

    /** The input that most losses have, and that {@code gradient} is with respect to. */
    public static final String PREDICTIONS = "predictions";

    private final RecordFactory<Loss> blueprint;
    private final String family;
    private final Definition definition;
    private final boolean hasPredictions;

    LossEntry(RecordFactory<Loss> blueprint) {
        this.blueprint = blueprint;
        String room = blueprint.type().getPackageName();
        this.family = room.substring(room.lastIndexOf('.') + 1);
        this.definition = blueprint.description(Definition.class);
        this.hasPredictions = defaults().inputs().stream().anyMatch(input -> input.name().equals(PREDICTIONS));
    }

    /** Its name in a path, for instance {@code smooth_l1}. */
    public String id() {
        return blueprint.id();
    }

    /** Names in other libraries under which it answers too. */
    public List<String> aliases() {
        return List.of(definition.aliases());
    }

    /** The family that it belongs to, for instance {@code regression}. */
    public String family() {
        return family;
    }

    public Definition definition() {
        return definition;
    }

    /** Its options, those that are tensors apart. */
    public List<RecordOption> options() {
        return blueprint.options();
    }

    /** The loss with every option at its default. */
    public Loss defaults() {
        return blueprint.defaults();
    }

    /** Whether it has predictions, so that there is one gradient to speak of. */
    public boolean hasPredictions() {
        return hasPredictions;
    }

    /**
     * Builds the loss with some of its options set.
     *
     * @param given the options set, by name; names that it does not have are not looked at
     * @param faults takes what is wrong with them; such an option stays at its default
     */
    public Loss build(Map<String, Literal> given, List<Fault> faults) {
        return blueprint.build(given, faults);
    }
}
