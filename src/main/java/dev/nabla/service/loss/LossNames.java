package dev.nabla.service.loss;

import dev.nabla.catalog.LibraryNames;
import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.catalog.NameResolver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names by which callers may look for a loss: its id, its aliases and its names in other libraries. */
final class LossNames {

    private final NameResolver resolver;
    private final Map<String, List<String>> elsewhere;

    LossNames(LossCatalog catalog, LibraryNames libraries) {
        List<String> ids = catalog.entries().stream().map(LossEntry::id).toList();
        List<String> aliases = catalog.entries().stream().flatMap(loss -> loss.aliases().stream()).toList();
        this.resolver = new NameResolver(ids, existing(libraries, ids), aliases);
        this.elsewhere = ids.stream().collect(Collectors.toUnmodifiableMap(id -> id, id -> libraries.rowsOf(id).stream()
                .flatMap(row -> row.names().stream()).distinct().toList()));
    }

    private static Map<String, List<String>> existing(LibraryNames libraries, List<String> ids) {
        Map<String, List<String>> equivalents = new LinkedHashMap<>();
        libraries.equivalents()
                .forEach((name, losses) -> equivalents.put(name, losses.stream().filter(ids::contains).toList()));
        return equivalents;
    }

    NameResolver resolver() {
        return resolver;
    }

    /** The names of a loss in other libraries. */
    List<String> elsewhere(LossEntry loss) {
        return elsewhere.getOrDefault(loss.id(), List.of());
    }

    /** Whether the summary of a loss contains a text, or one of its names, in any spelling. */
    boolean mentions(LossEntry loss, String text) {
        List<String> names = Stream.of(List.of(loss.id()), loss.aliases(), elsewhere(loss)).flatMap(List::stream)
                .toList();
        String words = (String.join(" ", names) + " " + loss.definition().summary()).toLowerCase(Locale.ROOT);
        Set<String> keys = NameResolver.keys(text);
        return words.contains(text.toLowerCase(Locale.ROOT)) || names.stream().map(NameResolver::keys)
                .flatMap(Set::stream).anyMatch(name -> keys.stream().anyMatch(name::contains));
    }
}
