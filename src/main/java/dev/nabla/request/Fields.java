package dev.nabla.request;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The fields of a request, or of an object in it, by name, in document order. */
public final class Fields {

    private final SequencedMap<String, Field> byName;

    private Fields(SequencedMap<String, Field> byName) {
        this.byName = Collections.unmodifiableSequencedMap(byName);
    }

    /** Wraps a map, which must not be modified afterwards. */
    public static Fields of(SequencedMap<String, Field> byName) {
        return new Fields(byName);
    }

    public static Fields empty() {
        return new Fields(new LinkedHashMap<>());
    }

    /** The field with a name; {@code null} if there is none. */
    public @Nullable Field get(String name) {
        return byName.get(name);
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** The names, in document order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(byName.sequencedKeySet());
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    public void forEach(BiConsumer<String, Field> action) {
        byName.forEach(action);
    }

    /** The value of an option, which may be {@code null}; empty if the field is absent or not an option. */
    public Optional<Literal> option(String name) {
        return byName.get(name) instanceof Field.Option(Literal value) ? Optional.of(value) : Optional.empty();
    }

    /** The value of an option for which {@code null} is the same as absent. */
    public Optional<Literal> value(String name) {
        return option(name).filter(value -> !(value instanceof Literal.Null));
    }

    /** Whether a field is present and not {@code null}. */
    public boolean hasValue(String name) {
        return has(name) && !isNull(name);
    }

    public boolean isNull(String name) {
        return byName.get(name) instanceof Field.Option(Literal.Null _);
    }

    /** These fields with one more at the end, or with the field of that name replaced. */
    public Fields with(String name, Field field) {
        SequencedMap<String, Field> more = new LinkedHashMap<>(byName);
        more.put(name, field);
        return new Fields(more);
    }

    /** These fields with one that the query string gives, which is at fault if it conflicts with one of these. */
    public Fields withQuery(String name, String value) {
        Field ofQuery = new Field.Option(new Literal.Text(value));
        if (!has(name)) {
            return with(name, ofQuery);
        }
        return ofQuery.equals(get(name))
                ? this
                : with(name, new Field.Faulty(
                        Fault.of(name,
                                name + " conflicts with the query parameter " + name + "=" + Excerpt.of(value))));
    }

    /** The fields whose names satisfy a condition. */
    public Fields only(Predicate<String> names) {
        SequencedMap<String, Field> some = new LinkedHashMap<>(byName);
        some.keySet().removeIf(names.negate());
        return new Fields(some);
    }

    /** A fault in a field of these; one that was not sent becomes a fault of the object that lacks it. */
    Fault placed(Fault fault) {
        int depth = depth(fault.path());
        return depth < fault.path().size() ? fault.upTo(depth) : fault;
    }

    /** How many names of a path lead to something that was sent. */
    private int depth(List<String> path) {
        Field field = path.isEmpty() ? null : get(path.getFirst());
        return field == null ? 0 : 1 + depth(field, path.subList(1, path.size()));
    }

    private static int depth(Field field, List<String> path) {
        return switch (field) {
            case Field.Members(Fields members) -> members.depth(path);
            case Field.Items(List<Field> each) when !path.isEmpty() ->
                1 + depth(each.get(Integer.parseInt(path.getFirst())), path.subList(1, path.size()));
            default -> path.size();
        };
    }
}
