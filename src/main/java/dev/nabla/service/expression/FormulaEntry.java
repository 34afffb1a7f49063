package dev.nabla.service.expression;

import dev.nabla.catalog.ComposedLossEntry;
import dev.nabla.expression.FormulaLoss;

/** A formula as an entry of a catalog. */
public record FormulaEntry(FormulaLoss loss) implements ComposedLossEntry {

    /** The id of all formulas. */
    public static final String ID = "expression";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String summary() {
        return "a formula of the caller";
    }
}
