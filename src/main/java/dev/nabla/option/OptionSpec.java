package dev.nabla.option;

import dev.nabla.request.Literal;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An option of a loss, as declared by a component of its record.
 *
 * @param name its name on the wire
 * @param component the component
 * @param meaning what it does
 * @param range the numbers that it takes, where it takes numbers
 */
public record OptionSpec(String name, RecordComponent component, String meaning, Domain range) {

    private static final ClassValue<List<OptionSpec>> SPECS = new ClassValue<>() {
        @Override
        protected List<OptionSpec> computeValue(Class<?> loss) {
            if (!loss.isRecord()) {
                throw new IllegalArgumentException(
                        loss.getName() + " must be a record, whose components are its options");
            }
            return Arrays.stream(loss.getRecordComponents()).map(OptionSpec::read).toList();
        }
    };

    /** The options of a loss, in the order of its components. */
    public static List<OptionSpec> of(Class<?> loss) {
        return SPECS.get(loss);
    }

    /**
     * Checks the value of an option against its declared range.
     *
     * @throws InvalidOptionException if it is outside
     */
    public static void check(Class<? extends Record> loss, String component, double value) {
        for (OptionSpec spec : of(loss)) {
            if (spec.component.getName().equals(component) && !spec.range.contains(value)) {
                throw new InvalidOptionException(spec.name,
                        spec.name + " must be " + spec.range.inWords() + ", got " + Literal.number(value));
            }
        }
    }

    /** Whether it must be set. */
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

    /** The name on the wire of a Java name: {@code labelSmoothing} is {@code label_smoothing}, {@code StudentTNll}
     * {@code student_t_nll}. */
    public static String snakeCase(String javaName) {
        return javaName.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_").toLowerCase(Locale.ROOT);
    }
}
