package dev.nabla.catalog;

import dev.nabla.loss.Loss;
import org.springframework.stereotype.Component;

/** All built-in losses, sorted by id: every record below the package of {@link Loss} that implements it. */
@Component
public final class LossCatalog extends Catalog<LossEntry> {

    public LossCatalog() {
        super(RecordFactory.all(Loss.class).stream().<LossEntry>map(RecordLossEntry::new).toList());
    }
}
