package dev.nabla.catalog;

import dev.nabla.loss.Loss;
import org.springframework.stereotype.Component;

/** All built-in losses, sorted by id: every record below the package of {@link Loss} that implements it. */
@Component
public final class LossCatalog extends Catalog<LossEntry> {

    public LossCatalog() {
        super(RecordFactory.all(Loss.class).stream().<LossEntry>map(RecordLossEntry::new).toList(),
                LossCatalog::called);
    }

    private static LossEntry called(LossEntry loss, String name) {
        return loss.definition().aliases().stream().filter(alias -> alias.name().equals(name))
                .filter(alias -> !alias.presets().isEmpty()).findFirst()
                .<LossEntry>map(alias -> new AliasedLoss(loss, alias)).orElse(loss);
    }
}
