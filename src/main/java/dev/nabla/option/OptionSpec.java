package dev.nabla.option;

import dev.nabla.request.Literal;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An option as declared by a record component.
 *
 * @param name its name on the wire
 * @param component the record component
 * @param meaning what it does
 * @param range the range, for numeric options
 */
public record OptionSpec(String name, RecordComponent component, String meaning, Domain range) {

    private static final ClassValue<List<OptionSpec>> SPECS = new ClassValue<>() {
        @Override
        protected List<OptionSpec> computeValue(Class<?> type) {
            if (!type.isRecord()) {
                throw new IllegalArgumentException(
                        type.getName() + " must be a record, whose components are its options");
            }
            return Arrays.stream(type.getRecordComponents()).map(OptionSpec::read).toList();
        }
    };

    /** The options of a record, in the order of its components. */
    public static List<OptionSpec> of(Class<?> type) {
        return SPECS.get(type);
    }

    /**
     * Checks the value of an option against its declared range.
     *
     * @throws InvalidOptionException if it is out of range
     */
    public static void check(Class<? extends Record> type, String component, double value) {
        for (OptionSpec spec : of(type)) {
            if (spec.component.getName().equals(component) && !spec.range.contains(value)) {
                throw new InvalidOptionException(spec.name,
                        spec.name + " must be " + spec.range.inWords() + ", got " + Literal.number(value));
            }
        }
    }

    /** Whether requests must set it. */
    public boolean isRequired() {
        return component.getAnnotation(Option.class).required();
    }

    private static OptionSpec read(RecordComponent component) {
        Option option = component.getAnnotation(Option.class);
        if (option == null) {
            throw new IllegalStateException("component " + component.getName() + " of "
                    + component.getDeclaringRecord().getName() + " needs @Option, which says what it does");
        }
        String name = option.name().isEmpty() ? snakeCase(component.getName()) : option.name();
        return new OptionSpec(name, component, option.value(), Domain.parse(option.within()));
    }

    /**
     * Converts a Java name to a name on the wire: {@code labelSmoothing} to {@code label_smoothing}, {@code StudentTNll} to
     * {@code student_t_nll}.
     */
    public static String snakeCase(String javaName) {
        return javaName.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_").toLowerCase(Locale.ROOT);
    }
}
