package dev.nabla.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entries, found by their names. */
public class Catalog<E extends CatalogEntry<?>> {

    private final List<E> entries;
    private final Map<String, E> byName = new LinkedHashMap<>();

    /**
     * A catalog of some entries.
     *
     * @throws IllegalStateException if two have a name in common
     */
    public Catalog(List<E> entries) {
        this.entries = List.copyOf(entries);
        for (E entry : entries) {
            register(entry.id(), entry);
            entry.aliases().forEach(alias -> register(alias, entry));
        }
    }

    private void register(String name, E entry) {
        E other = byName.putIfAbsent(name, entry);
        if (other != null) {
            throw new IllegalStateException(name + " names both " + other.id() + " and " + entry.id());
        }
    }

    /** Every entry, in the order of the list. */
    public final List<E> entries() {
        return entries;
    }

    /** The entry of an id or alias, spelled exactly. */
    public final Optional<E> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Every id and alias. */
    public final List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
