package dev.nabla.service.expression;

import dev.nabla.catalog.LossDefinition;
import dev.nabla.catalog.LossEntry;
import dev.nabla.expression.FormulaLoss;
import dev.nabla.loss.Loss;
import dev.nabla.option.BindableOption;
import dev.nabla.request.Faults;
import dev.nabla.request.Literal;
import java.util.List;
import java.util.Map;

/** A formula as an entry of a catalog. All formulas share an id, and with it their metrics. */
public record FormulaEntry(FormulaLoss loss) implements LossEntry {

    /** The id of all formulas. */
    public static final String ID = "expression";

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
        return new LossDefinition(List.of(), "a formula of the caller", "", "", "", List.of(), List.of(), List.of());
    }

    @Override
    public List<BindableOption> options() {
        return List.of();
    }

    @Override
    public Loss defaults() {
        return loss;
    }

    @Override
    public Loss build(Map<String, Literal> given, Faults faults) {
        return loss;
    }
}
