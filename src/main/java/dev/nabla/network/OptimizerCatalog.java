package dev.nabla.network;

import dev.nabla.catalog.Catalog;
import dev.nabla.catalog.RecordFactory;

/** All optimizers, sorted by id: every record below the package of {@link Optimizer} that implements it. */
public final class OptimizerCatalog extends Catalog<OptimizerEntry> {

    public OptimizerCatalog() {
        super(RecordFactory.all(Optimizer.class).stream().map(OptimizerEntry::new).toList());
    }
}
