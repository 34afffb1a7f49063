package dev.nabla.network;

import dev.nabla.catalog.Catalog;
import dev.nabla.catalog.RecordFactory;

/** All optimizers of this project, in the order of their ids: every record below the package of {@link Optimizer} that is one. */
public final class OptimizerCatalog extends Catalog<OptimizerEntry> {

    public OptimizerCatalog() {
        super(RecordFactory.all(Optimizer.class).stream().map(OptimizerEntry::new).toList());
    }
}
