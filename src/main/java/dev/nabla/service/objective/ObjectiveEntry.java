package dev.nabla.service.objective;

import dev.nabla.catalog.ComposedLossEntry;
import dev.nabla.expression.objective.Objective;

/** An objective as an entry of a catalog. */
public record ObjectiveEntry(Objective loss) implements ComposedLossEntry {

    /** The id of all objectives. */
    public static final String ID = "objective";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String summary() {
        return "a weighted sum of losses";
    }

    /** Answers hold gradients by name, whatever the inputs are called. */
    @Override
    public boolean hasPredictions() {
        return false;
    }
}
