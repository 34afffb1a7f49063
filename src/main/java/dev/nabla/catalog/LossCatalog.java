package dev.nabla.catalog;

import dev.nabla.loss.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** All losses there are: every record below the package of {@link Loss} that is one. */
@Component
public final class LossCatalog {

    private final List<LossEntry> entries;
    private final Map<String, LossEntry> byName = new LinkedHashMap<>();

    public LossCatalog() {
        this.entries = RecordFactory.all(Loss.class).stream().map(LossEntry::new).toList();
        for (LossEntry entry : entries) {
            register(entry.id(), entry);
            entry.aliases().forEach(alias -> register(alias, entry));
        }
    }

    private void register(String name, LossEntry entry) {
        LossEntry other = byName.putIfAbsent(name, entry);
        if (other != null) {
            throw new IllegalStateException(name + " names both " + other.id() + " and " + entry.id());
        }
    }

    /** Every loss, in the order of their ids. */
    public List<LossEntry> entries() {
        return entries;
    }

    /** The loss of an id or alias, spelt exactly. */
    public Optional<LossEntry> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Every id and alias. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
