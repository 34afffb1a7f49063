package dev.nabla.catalog;

import dev.nabla.loss.Loss;
import org.springframework.stereotype.Component;

/** All losses of this project, in the order of their ids: every record below the package of {@link Loss} that is one. */
@Component
public final class LossCatalog extends Catalog<LossEntry> {

    public LossCatalog() {
        super(RecordFactory.all(Loss.class).stream().<LossEntry>map(RecordLossEntry::new).toList());
    }
}
