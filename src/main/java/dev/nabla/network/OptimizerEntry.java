package dev.nabla.network;

import dev.nabla.catalog.RecordFactory;
import dev.nabla.option.RecordOption;
import dev.nabla.request.Fault;
import dev.nabla.request.Literal;
import java.util.List;
import java.util.Map;

/** An optimizer as the catalogue knows it. */
public final class OptimizerEntry {

    private final RecordFactory<Optimizer> blueprint;
    private final OptimizerDefinition definition;

    OptimizerEntry(RecordFactory<Optimizer> blueprint) {
        this.blueprint = blueprint;
        this.definition = blueprint.description(OptimizerDefinition.class);
    }

    /** Its name in a path, for instance {@code adamw}. */
    public String id() {
        return blueprint.id();
    }

    public OptimizerDefinition definition() {
        return definition;
    }

    public List<RecordOption> options() {
        return blueprint.options();
    }

    /** What it may keep of earlier steps, whatever its options. */
    public List<Slot> slots() {
        return blueprint.defaults().slots();
    }

    /** Builds the optimizer with some of its options set; {@code faults} takes what is wrong with them. */
    public Optimizer build(Map<String, Literal> given, List<Fault> faults) {
        return blueprint.build(given, faults);
    }
}
