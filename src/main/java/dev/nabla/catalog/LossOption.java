package dev.nabla.catalog;

import dev.nabla.loss.Domain;
import dev.nabla.loss.OptionSpec;
import dev.nabla.tensor.Fault;
import dev.nabla.tensor.Literal;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An option of a loss: its name, what it takes, and the value that it has if nothing is said. */
public final class LossOption {

    /** What the value of an option is, in JSON's words. */
    public enum Kind {
        NUMBER,
        INTEGER,
        BOOLEAN,
        STRING
    }

    private static final double LARGEST_EXACT = 0x1p53;

    private final OptionSpec spec;
    private final Class<?> type;
    private final @Nullable Object defaultValue;

    LossOption(OptionSpec spec, Object defaults) {
        this.spec = spec;
        this.type = spec.component().getType();
        this.defaultValue = read(spec.component().getAccessor(), defaults);
    }

    private static @Nullable Object read(Method accessor, Object defaults) {
        try {
            return accessor.invoke(defaults);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + accessor, e);
        }
    }

    public String name() {
        return spec.name();
    }

    /** What it does, in a few words. */
    public String meaning() {
        return spec.meaning();
    }

    public Kind kind() {
        if (type == boolean.class) {
            return Kind.BOOLEAN;
        }
        if (type == long.class || type == Long.class) {
            return Kind.INTEGER;
        }
        return type.isEnum() ? Kind.STRING : Kind.NUMBER;
    }

    /** The numbers that it takes, if it takes numbers. */
    public Domain range() {
        return spec.range();
    }

    /** The words that it takes, if it takes words. */
    public List<String> choices() {
        return type.isEnum() ? Arrays.stream(type.getEnumConstants()).map(LossOption::label).toList() : List.of();
    }

    /** Whether {@code null} is a value: none. */
    public boolean isNullable() {
        return type == Double.class || type == Long.class;
    }

    /** Its default, as JSON would write it. */
    public @Nullable Object defaultValue() {
        return defaultValue instanceof Enum<?> constant ? label(constant) : defaultValue;
    }

    /**
     * The value for the component of the record.
     *
     * @param given what the caller sent; {@code null} for nothing
     * @param faults takes what is wrong with it; the answer is then the default
     */
    @Nullable
    Object bind(@Nullable Literal given, List<Fault> faults) {
        if (given == null) {
            return defaultValue;
        }
        if (given instanceof Literal.Nothing && isNullable()) {
            return null;
        }
        Object value = switch (kind()) {
            case BOOLEAN -> given instanceof Literal.Flag(boolean flag) ? flag : null;
            case STRING -> given instanceof Literal.Text(String text) ? choice(text) : null;
            case INTEGER -> given instanceof Literal.Numeral(double number) && isInteger(number) ? (long) number : null;
            case NUMBER -> number(given);
        };
        if (value == null || (value instanceof Number number && !range().contains(number.doubleValue()))) {
            faults.add(Fault.of(name(), name() + " must be " + wanted() + ", was " + given.excerpt()));
            return defaultValue;
        }
        return value;
    }

    private static @Nullable Double number(Literal given) {
        return switch (given) {
            case Literal.Numeral(double number) -> number;
            case Literal.Text(String text) -> switch (text) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> null;
            };
            default -> null;
        };
    }

    private static boolean isInteger(double number) {
        return number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT;
    }

    private @Nullable Object choice(String text) {
        return Arrays.stream(type.getEnumConstants()).filter(constant -> label(constant).equals(text)).findFirst()
                .orElse(null);
    }

    private static String label(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }

    private String wanted() {
        String wanted = switch (kind()) {
            case BOOLEAN -> "true or false";
            case STRING -> "one of " + String.join(", ", choices());
            case INTEGER -> range().equals(Domain.FINITE) ? "an integer" : number("an integer");
            case NUMBER -> range().equals(Domain.FINITE) ? range().inWords() : number("a number");
        };
        return isNullable() ? wanted + ", or null for none" : wanted;
    }

    private String number(String kind) {
        return range().isDiscrete() ? range().inWords() : kind + " " + range().inWords();
    }
}
