package dev.nabla.web.query;

import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.FieldKind;
import dev.nabla.request.FieldKinds;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.service.Suggestions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** The parameters of a query string. */
public final class QueryParameters {

    private final Map<String, String[]> values;

    private QueryParameters(Map<String, String[]> values) {
        this.values = values;
    }

    /** The parameters of a request; without a query string, nothing is parsed. */
    public static QueryParameters of(HttpServletRequest request) {
        return new QueryParameters(request.getQueryString() == null ? Map.of() : request.getParameterMap());
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The first value of a parameter; empty if there is none. */
    public Optional<String> first(String name) {
        return Optional.ofNullable(values.get(name)).map(sent -> sent[0]);
    }

    /**
     * All parameters.
     *
     * @throws InvalidRequestException if one is sent several times
     */
    public SequencedMap<String, String> once() {
        require(values.keySet());
        SequencedMap<String, String> once = new LinkedHashMap<>();
        values.forEach((name, sent) -> once.put(name, sent[0]));
        return once;
    }

    /**
     * Requires that each parameter is known, and sent once.
     *
     * @throws InvalidRequestException if one is not
     */
    public void require(Collection<String> known) {
        require(known, _ -> FieldKind.Value.UNKNOWN);
    }

    /**
     * As {@link #require(Collection)}, for a request with a body: a parameter that is a field of the body is told so.
     *
     * @param fields the fields of the body
     */
    public void require(Collection<String> known, FieldKinds fields) {
        Faults faults = new Faults();
        values.forEach((name, sent) -> {
            if (!known.contains(name)) {
                faults.add(name, () -> Fault.of(name, Excerpt.of(name) + " is not a query parameter"
                        + advice(name, known, fields) + list(known)));
            } else if (sent.length > 1) {
                faults.add(Fault.of(name, Excerpt.of(name) + " is repeated; send it once"));
            }
        });
        faults.throwIfAny();
    }

    private static String advice(String name, Collection<String> known, FieldKinds fields) {
        if (isField(name, fields)) {
            return "; send it as a field of the body.";
        }
        List<String> candidates = Stream.concat(known.stream(), fields.names().stream()).toList();
        return Suggestions.nearest(name, candidates)
                .map(near -> known.contains(near)
                        ? "; did you mean " + near + "?"
                        : "; did you mean " + near + ", a field of the body?")
                .orElse(known.isEmpty() ? "; this path has none." : ".");
    }

    private static String list(Collection<String> known) {
        return switch (known.size()) {
            case 0 -> "";
            case 1 -> " The only query parameter is " + known.iterator().next() + ".";
            default -> " The query parameters are " + String.join(", ", known) + ".";
        };
    }

    private static boolean isField(String name, FieldKinds fields) {
        FieldKind kind = fields.of(name);
        return kind != FieldKind.Value.UNKNOWN && kind != FieldKind.Value.ANY;
    }
}
