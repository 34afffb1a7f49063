package dev.nabla.catalog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the names that a caller may mean: the same name in another spelling, its equivalents where it is that of another
 * library, or the nearest one where it is mistyped.
 *
 * <p>Names that differ only in case, separators, a module before the last point or the suffix {@code Loss} are the same.
 */
public final class NameResolver {

    /** Longer names are not typing errors, and comparing them would take long. */
    private static final int MAX_LENGTH = 64;

    /** More guesses than this are no help. */
    private static final int MOST = 3;

    /** More equivalents neither: a trainer of policies has four losses. */
    private static final int MOST_EQUIVALENTS = 4;

    private static final String SUFFIX = "loss";

    private final List<Map<String, ? extends Collection<String>>> ranks;
    private final Map<String, Set<String>> ours = new LinkedHashMap<>();

    /**
     * Creates a resolver.
     *
     * @param names the known names
     * @param equivalents the known names that are meant by those of other libraries; none for what has no equivalent
     * @param aliases further known names, which come after the equivalents
     */
    public NameResolver(Collection<String> names, Map<String, ? extends Collection<String>> equivalents,
            Collection<String> aliases) {
        this.ranks = List.of(byKey(names), equivalents, byKey(equivalents), byKey(aliases));
        Stream.of(names, aliases).flatMap(Collection::stream)
                .forEach(name -> ours.computeIfAbsent(key(name), _ -> new LinkedHashSet<>()).add(name));
    }

    /** Creates a resolver for names without equivalents. */
    public NameResolver(Collection<String> names) {
        this(names, Map.of(), List.of());
    }

    private static Map<String, Set<String>> byKey(Collection<String> names) {
        Map<String, List<String>> same = new LinkedHashMap<>();
        names.forEach(name -> same.put(name, List.of(name)));
        return byKey(same);
    }

    private static Map<String, Set<String>> byKey(Map<String, ? extends Collection<String>> meanings) {
        Map<String, Set<String>> byKey = new LinkedHashMap<>();
        meanings.forEach((name, meant) -> keys(name)
                .forEach(key -> byKey.computeIfAbsent(key, _ -> new LinkedHashSet<>()).addAll(meant)));
        return byKey;
    }

    /** What is left of a name when spelling is disregarded: as a whole, without its module, and each without the suffix. */
    public static Set<String> keys(String name) {
        String whole = key(name);
        String last = key(withoutModule(name));
        Set<String> keys = new LinkedHashSet<>(List.of(whole, last, stripped(whole), stripped(last)));
        keys.remove("");
        return keys;
    }

    private static String withoutModule(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static String stripped(String key) {
        return key.endsWith(SUFFIX) && !key.equals(SUFFIX) ? key.substring(0, key.length() - SUFFIX.length()) : key;
    }

    /** The known names that are meant; none where that is a guess. */
    public List<String> resolve(String name) {
        if (name.length() > MAX_LENGTH) {
            return List.of();
        }
        Set<String> spellings = new LinkedHashSet<>(List.of(name, withoutModule(name)));
        spellings.addAll(keys(name));
        for (Map<String, ? extends Collection<String>> rank : ranks) {
            for (String spelling : spellings) {
                Collection<String> meant = rank.get(spelling);
                if (meant != null) {
                    return meant.stream().limit(MOST_EQUIVALENTS).toList();
                }
            }
        }
        return nearest(keys(name));
    }

    /** The nearest names; none if there are many, or if a short name is equally near to several. */
    private List<String> nearest(Set<String> keys) {
        Map<Integer, Set<String>> byCost = new TreeMap<>();
        int shortest = MAX_LENGTH;
        for (String key : keys) {
            shortest = Math.min(shortest, key.length());
            ours.forEach((known, names) -> byCost
                    .computeIfAbsent(TypingErrors.cost(key, known), _ -> new LinkedHashSet<>())
                    .add(names.iterator().next()));
        }
        byCost.remove(TypingErrors.TOO_MANY);
        int most = shortest <= TypingErrors.SHORT ? 1 : MOST;
        return byCost.values().stream().findFirst().filter(nearest -> nearest.size() <= most).map(List::copyOf)
                .orElse(List.of());
    }

    /** The question for a message: {@code did you mean mse or half_squared_error?} */
    public Optional<String> question(String name) {
        List<String> meant = resolve(name);
        return meant.isEmpty() ? Optional.empty() : Optional.of("did you mean " + alternatives(meant) + "?");
    }

    private static String alternatives(List<String> names) {
        return names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
    }
}
