package dev.nabla.service.loss;

import dev.nabla.catalog.LossEntry;
import dev.nabla.curve.Curve;
import dev.nabla.curve.CurveInputs;
import dev.nabla.loss.Input;
import dev.nabla.option.BindableOption;
import dev.nabla.option.Domain;
import dev.nabla.option.Interval;
import dev.nabla.request.Excerpt;
import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.request.Literal;
import dev.nabla.service.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the query parameters of a curve: its range, the fixed inputs, and the options of the loss. */
final class CurveParameters {

    static final String FROM = "from";
    static final String TO = "to";
    static final String POINTS = "points";

    /** The parameter that fixes the input {@code targets}: singular, since it is one number. */
    static final String TARGET = "target";

    private static final String TARGETS = "targets";

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private final LossEntry entry;
    private final CurveInputs inputs;
    private final Map<String, List<String>> query;
    private final Faults faults = new Faults();

    CurveParameters(LossEntry entry, CurveInputs inputs, Map<String, List<String>> query) {
        this.entry = entry;
        this.inputs = inputs;
        this.query = query;
    }

    /**
     * The values of the parameters, including defaults.
     *
     * @param points the evenly spaced points
     * @param fixed the values of the fixed inputs, by name
     */
    record Values(double[] points, Map<String, Double> fixed) {}

    /**
     * Reads the parameters.
     *
     * @throws InvalidRequestException if one is unknown, repeated or invalid
     */
    Values read() {
        query.forEach(this::requireKnown);
        Map<String, Double> fixed = fixed();
        Interval range = range(inputs.defaultRange(fixed));
        int count = count();
        faults.throwIfAny();
        return new Values(Curve.evenlySpaced(range.lower(), range.upper(), count), fixed);
    }

    /** The names of all parameters. */
    List<String> names() {
        Stream<String> fixed = inputs.fixed().stream().map(input -> nameOf(input.name()));
        Stream<String> options = entry.options().stream().map(BindableOption::name);
        return Stream.of(Stream.of(FROM, TO, POINTS), fixed, options).flatMap(names -> names).toList();
    }

    /** The name of the parameter that fixes an input. */
    static String nameOf(String input) {
        return input.equals(TARGETS) ? TARGET : input;
    }

    private void requireKnown(String name, List<String> values) {
        List<String> known = names();
        if (!known.contains(name)) {
            String suggestion = Suggestions.question(name, known).map(question -> "; " + question)
                    .orElse(".");
            faults.add(Fault.of(name, "the curve of " + entry.id() + " has no such parameter" + suggestion
                    + " Its parameters are " + String.join(", ", known) + "."));
        } else if (values.size() > 1) {
            faults.add(Fault.of(name, Excerpt.of(name) + " is repeated; send it once"));
        }
    }

    private Interval range(Interval defaultRange) {
        double from = end(FROM, defaultRange.lower());
        double to = end(TO, defaultRange.upper());
        if (faults.isEmpty() && !(from < to && Double.isFinite(to - from))) {
            String limits = query.containsKey(FROM) ? FROM : query.containsKey(TO) ? TO : TARGET;
            faults.add(Fault.of(limits, "from must be less than to, and the distance between them finite, got "
                    + from + " and " + to));
        }
        return new Interval(from, false, to, false);
    }

    private double end(String name, double defaultValue) {
        double end = number(name, defaultValue);
        Domain domain = inputs.variable().domain();
        if (query.containsKey(name) && domain != null && !domain.contains(end)) {
            faults.add(Fault.of(name, name + " must be " + domain.inWords() + ", got " + Literal.number(end)));
        }
        return end;
    }

    private int count() {
        double count = number(POINTS, Curve.DEFAULT_POINTS);
        if (count != Math.rint(count) || count < 2 || count > Curve.MAX_POINTS) {
            faults.add(Fault.of(POINTS, "points must be an integer from 2 to " + Curve.MAX_POINTS + ", got "
                    + excerpt(text(POINTS).orElse(""))));
        }
        return (int) count;
    }

    private Map<String, Double> fixed() {
        Map<String, Double> fixed = new LinkedHashMap<>();
        for (Input input : inputs.fixed()) {
            String name = nameOf(input.name());
            if (input.isRequired() || query.containsKey(name)) {
                fixed.put(input.name(), number(name, inputs.defaultOf(input)));
            }
        }
        return fixed;
    }

    private double number(String name, double defaultValue) {
        Optional<String> text = text(name);
        if (text.isPresent() && (!NUMBER.matcher(text.get()).matches()
                || !Double.isFinite(Double.parseDouble(text.get())))) {
            faults.add(Fault.of(name, name + " must be a finite number, got " + excerpt(text.get())));
            return defaultValue;
        }
        return text.map(Double::parseDouble).orElse(defaultValue);
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    private static String excerpt(String text) {
        return new Literal.Text(text).excerpt();
    }

    /** The options of the loss in a query, by name, and those that its alias presets. */
    static Map<String, Literal> options(LossEntry entry, Map<String, List<String>> query) {
        Map<String, Literal> options = new LinkedHashMap<>();
        for (BindableOption option : entry.options()) {
            List<String> texts = query.get(option.name());
            Literal preset = entry.presets().get(option.name());
            if (texts != null) {
                options.put(option.name(), literal(option, texts.getFirst()));
            } else if (preset != null) {
                options.put(option.name(), preset);
            }
        }
        return options;
    }

    private static Literal literal(BindableOption option, String text) {
        if (text.equals("null")) {
            return new Literal.Null();
        }
        return switch (option.kind()) {
            case BOOLEAN -> text.equals("true") || text.equals("false")
                    ? new Literal.Flag(text.equals("true"))
                    : new Literal.Text(text);
            case NUMBER, INTEGER, INTEGER_PAIR, PADDING, PADDING_PAIR -> NUMBER.matcher(text).matches()
                    ? new Literal.Numeral(Double.parseDouble(text))
                    : new Literal.Text(text);
            case STRING, TEXT -> new Literal.Text(text);
        };
    }
}
