package dev.nabla.network;

import dev.nabla.catalog.RecordEntry;
import dev.nabla.catalog.RecordFactory;
import java.util.List;

/** The catalog entry of an optimizer. */
public final class OptimizerEntry extends RecordEntry<Optimizer, OptimizerDefinition> {

    OptimizerEntry(RecordFactory<Optimizer> factory) {
        super(factory, OptimizerDefinition.class);
    }

    public OptimizerDefinition definition() {
        return annotation();
    }

    /** The state that it may keep, whatever its options. */
    public List<Slot> slots() {
        return defaults().slots();
    }
}
