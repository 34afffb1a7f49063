package dev.nabla.catalog;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Loss;

/** The entry of a loss that is a record in the package of its family. */
final class RecordLossEntry extends RecordEntry<Loss, Definition> implements LossEntry {

    private final String family;
    private final LossDefinition definition;
    private final boolean hasPredictions;

    RecordLossEntry(RecordFactory<Loss> factory) {
        super(factory, Definition.class);
        String packageName = type().getPackageName();
        this.family = packageName.substring(packageName.lastIndexOf('.') + 1);
        this.definition = LossDefinition.of(annotation());
        this.hasPredictions = LossEntry.super.hasPredictions();
    }

    @Override
    public String family() {
        return family;
    }

    @Override
    public LossDefinition definition() {
        return definition;
    }

    @Override
    public boolean hasPredictions() {
        return hasPredictions;
    }
}
