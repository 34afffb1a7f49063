package dev.nabla.expression.function;

import dev.nabla.catalog.RecordEntry;
import dev.nabla.catalog.RecordFactory;

/** The catalog entry of a function. */
public final class FunctionEntry extends RecordEntry<Function, FunctionDefinition> {

    FunctionEntry(RecordFactory<Function> factory) {
        super(factory, FunctionDefinition.class);
    }

    public FunctionDefinition definition() {
        return annotation();
    }
}
