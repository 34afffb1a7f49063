package dev.nabla.network;

import dev.nabla.catalog.RecordFactory;
import java.util.List;
import java.util.Optional;

/** All optimizers there are: every record below the package of {@link Optimizer} that is one. */
public final class OptimizerCatalog {

    private final List<OptimizerEntry> entries = RecordFactory.all(Optimizer.class).stream().map(OptimizerEntry::new)
            .toList();

    /** Every optimizer, in the order of their ids. */
    public List<OptimizerEntry> entries() {
        return entries;
    }

    /** The optimizer of a name, spelt exactly. */
    public Optional<OptimizerEntry> find(String name) {
        return entries.stream().filter(entry -> entry.id().equals(name)).findFirst();
    }

    public List<String> names() {
        return entries.stream().map(OptimizerEntry::id).toList();
    }
}
