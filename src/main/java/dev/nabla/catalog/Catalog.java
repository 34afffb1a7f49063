package dev.nabla.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A list of entries that can be looked up by id or alias. */
public class Catalog<E extends CatalogEntry<?>> {

    private final List<E> entries;
    private final Map<String, E> byName = new LinkedHashMap<>();

    /**
     * Creates a catalog.
     *
     * @throws IllegalStateException if two entries share a name
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
            throw new IllegalStateException(other.id() + " and " + entry.id() + " share the name " + name);
        }
    }

    /** All entries, in the order of the list. */
    public final List<E> entries() {
        return entries;
    }

    /** The entry with exactly this id or alias. */
    public final Optional<E> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All ids and aliases. */
    public final List<String> names() {
        return List.copyOf(byName.keySet());
    }
}
