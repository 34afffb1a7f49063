package dev.nabla.service.objective;

import dev.nabla.catalog.LossDefinition;
import dev.nabla.catalog.LossEntry;
import dev.nabla.expression.objective.Objective;
import dev.nabla.loss.Loss;
import dev.nabla.option.BindableOption;
import dev.nabla.request.Faults;
import dev.nabla.request.Literal;
import java.util.List;
import java.util.Map;

/** An objective as an entry of a catalog. All objectives share an id, and with it their metrics. */
public record ObjectiveEntry(Objective objective) implements LossEntry {

    /** The id of all objectives. */
    public static final String ID = "objective";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String family() {
        return ID;
    }

    @Override
    public LossDefinition definition() {
        return new LossDefinition(List.of(), "a weighted sum of losses", "", "", "", List.of(), List.of(), List.of());
    }

    @Override
    public List<BindableOption> options() {
        return List.of();
    }

    @Override
    public Loss defaults() {
        return objective;
    }

    @Override
    public Loss build(Map<String, Literal> given, Faults faults) {
        return objective;
    }

    /** Answers hold gradients by name, whatever the inputs are called. */
    @Override
    public boolean hasPredictions() {
        return false;
    }
}
