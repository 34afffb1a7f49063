package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.loss.Input;
import dev.nabla.option.Domain;
import dev.nabla.option.RecordOption;
import dev.nabla.request.Fault;
import dev.nabla.request.Field;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** The parameters of the query for a curve: where it runs, what is fixed, and the loss's options. */
public final class CurveParameters {

    public static final String FROM = "from";
    static final String TO = "to";
    static final String POINTS = "points";

    /** The short name of the input that most losses fix. */
    static final String TARGET = "target";

    private static final String TARGETS = "targets";

    private static final int USUAL_POINTS = 201;
    private static final int MOST_POINTS = 10_001;

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private final LossEntry entry;
    private final CurveInputs inputs;
    private final Map<String, List<String>> query;
    private final List<Fault> faults = new ArrayList<>();

    private CurveParameters(LossEntry entry, CurveInputs inputs, Map<String, List<String>> query) {
        this.entry = entry;
        this.inputs = inputs;
        this.query = query;
    }

    /**
     * What a query asks for.
     *
     * @param points the points, evenly spaced
     * @param fixed the inputs that do not vary
     * @param options the options that are set
     */
    public record Asked(double[] points, Map<String, Double> fixed, SequencedMap<String, Field> options) {}

    /**
     * Reads a query.
     *
     * @throws InvalidRequestException if it is not one for a curve of the loss
     */
    public static Asked read(LossEntry entry, CurveInputs inputs, Map<String, List<String>> query) {
        CurveParameters parameters = new CurveParameters(entry, inputs, query);
        Asked asked = parameters.asked();
        if (!parameters.faults.isEmpty()) {
            throw new InvalidRequestException(parameters.faults);
        }
        return asked;
    }

    private Asked asked() {
        query.forEach(this::reject);
        Map<String, Double> fixed = fixed();
        double[] usual = inputs.usualRange(fixed);
        double from = end(FROM, usual[0]);
        double to = end(TO, usual[1]);
        if (faults.isEmpty() && !(from < to && Double.isFinite(to - from))) {
            faults.add(Fault.of(query.containsKey(FROM) ? FROM : TO,
                    "from must be less than to, were " + from + " and " + to));
        }
        int count = count();
        return new Asked(faults.isEmpty() ? spaced(from, to, count) : new double[0], fixed, options());
    }

    private void reject(String name, List<String> values) {
        List<String> known = new ArrayList<>(List.of(FROM, TO, POINTS));
        inputs.settable().forEach(input -> known.add(parameter(input.name())));
        entry.options().forEach(option -> known.add(option.name()));
        if (!known.contains(name)) {
            String suggestion = Suggestions.nearest(name, known).map(near -> "; did you mean " + near + "?").orElse("");
            faults.add(Fault.of(name, "the curve of " + entry.id() + " has no such parameter" + suggestion
                    + " Its parameters are " + String.join(", ", known)));
        } else if (values.size() > 1) {
            faults.add(Fault.of(name, name + " is given " + values.size() + " times"));
        }
    }

    /** What an input is called in the query. */
    public static String parameter(String input) {
        return input.equals(TARGETS) ? TARGET : input;
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    private double number(String name, double byDefault) {
        Optional<String> text = text(name);
        if (text.isPresent() && (!NUMBER.matcher(text.get()).matches()
                || !Double.isFinite(Double.parseDouble(text.get())))) {
            faults.add(Fault.of(name, name + " must be a finite number, was " + excerpt(text.get())));
            return byDefault;
        }
        return text.map(Double::parseDouble).orElse(byDefault);
    }

    private static String excerpt(String text) {
        return new Literal.Text(text).excerpt();
    }

    private double end(String name, double byDefault) {
        double end = number(name, byDefault);
        Domain domain = inputs.variable().domain();
        if (query.containsKey(name) && domain != null && !domain.contains(end)) {
            faults.add(Fault.of(name, name + " must be " + domain.inWords() + ", was " + end));
        }
        return end;
    }

    private int count() {
        double count = number(POINTS, USUAL_POINTS);
        if (count != Math.rint(count) || count < 2 || count > MOST_POINTS) {
            faults.add(Fault.of(POINTS, "points must be an integer from 2 to " + MOST_POINTS + ", was "
                    + excerpt(text(POINTS).orElse(""))));
            return 2;
        }
        return (int) count;
    }

    private static double[] spaced(double from, double to, int count) {
        double[] points = new double[count];
        for (int i = 0; i < count; i++) {
            points[i] = (from * (count - 1 - i) + to * i) / (count - 1);
        }
        return points;
    }

    private Map<String, Double> fixed() {
        Map<String, Double> fixed = new LinkedHashMap<>();
        for (Input input : inputs.settable()) {
            String parameter = parameter(input.name());
            if (input.isRequired() || query.containsKey(parameter)) {
                fixed.put(input.name(), number(parameter, inputs.usual(input)));
            }
        }
        return fixed;
    }

    private SequencedMap<String, Field> options() {
        SequencedMap<String, Field> options = new LinkedHashMap<>();
        for (RecordOption option : entry.options()) {
            text(option.name())
                    .ifPresent(text -> options.put(option.name(), new Field.Option(literal(option, text))));
        }
        return options;
    }

    private static Literal literal(RecordOption option, String text) {
        if (text.equals("null")) {
            return new Literal.Nothing();
        }
        return switch (option.kind()) {
            case BOOLEAN -> text.equals("true") || text.equals("false")
                    ? new Literal.Flag(text.equals("true"))
                    : new Literal.Text(text);
            case NUMBER, INTEGER, INTEGER_PAIR -> NUMBER.matcher(text).matches()
                    ? new Literal.Numeral(Double.parseDouble(text))
                    : new Literal.Text(text);
            case STRING -> new Literal.Text(text);
        };
    }
}
