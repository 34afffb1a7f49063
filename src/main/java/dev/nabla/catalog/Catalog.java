package dev.nabla.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

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
        this(entries, (entry, _) -> entry);
    }

    /**
     * Creates a catalog whose entries depend on the alias that they are looked up by.
     *
     * @param byAlias the entry for an entry of the list and one of its aliases
     * @throws IllegalStateException if two entries share a name
     */
    protected Catalog(List<E> entries, BiFunction<E, String, E> byAlias) {
        this.entries = List.copyOf(entries);
        for (E entry : entries) {
            register(entry.id(), entry);
            entry.aliases().forEach(alias -> register(alias, byAlias.apply(entry, alias)));
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
