package dev.nabla.option;

import dev.nabla.request.Fault;
import dev.nabla.request.Faults;
import dev.nabla.request.Literal;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An option of a loss, layer or optimizer: its name, type, range and default, and how to bind a value to it. */
public final class BindableOption {

    /** The type of an option, in JSON's terms. */
    public enum Kind {
        NUMBER,
        INTEGER,
        /** An integer, or an array of two. */
        INTEGER_PAIR,
        /** An integer, {@code "same"} or {@code "valid"}. */
        PADDING,
        /** An integer, an array of two, {@code "same"} or {@code "valid"}. */
        PADDING_PAIR,
        BOOLEAN,
        /** One of a few strings. */
        STRING,
        /** Any string. */
        TEXT
    }

    private final String name;
    private final String meaning;
    private final Class<?> type;
    private final Domain range;
    private final boolean isRequired;
    private final @Nullable Object defaultValue;

    private BindableOption(String name, String meaning, Class<?> type, Domain range, boolean isRequired,
            @Nullable Object defaultValue) {
        this.name = name;
        this.meaning = meaning;
        this.type = type;
        this.range = range;
        this.isRequired = isRequired;
        this.defaultValue = defaultValue;
    }

    /** The option that a record component declares, given an instance of the record with all options at their defaults. */
    public static BindableOption of(OptionSpec spec, Object defaults) {
        return new BindableOption(spec.name(), spec.meaning(), spec.component().getType(), spec.range(),
                spec.isRequired(), read(spec.component().getAccessor(), defaults));
    }

    /** A numeric option that no record declares. */
    public static BindableOption number(String name, String meaning, Domain range, double defaultValue) {
        return new BindableOption(name, meaning, double.class, range, false, defaultValue);
    }

    private static @Nullable Object read(Method accessor, Object defaults) {
        try {
            return accessor.invoke(defaults);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + accessor, e);
        }
    }

    public String name() {
        return name;
    }

    /** What it does, in a few words. */
    public String meaning() {
        return meaning;
    }

    public Kind kind() {
        if (type == boolean.class) {
            return Kind.BOOLEAN;
        }
        if (type == long.class || type == Long.class) {
            return Kind.INTEGER;
        }
        if (type == IntegerPair.class) {
            return Kind.INTEGER_PAIR;
        }
        if (type == Padding.class) {
            return Kind.PADDING;
        }
        if (type == PaddingPair.class) {
            return Kind.PADDING_PAIR;
        }
        if (type == String.class) {
            return Kind.TEXT;
        }
        return type.isEnum() ? Kind.STRING : Kind.NUMBER;
    }

    /** The range of a numeric option. */
    public Domain range() {
        return range;
    }

    /** The allowed values of a string option; empty for other kinds. */
    public List<String> choices() {
        return type.isEnum() ? Arrays.stream(type.getEnumConstants()).map(BindableOption::label).toList() : List.of();
    }

    /** Whether it must be set. */
    public boolean isRequired() {
        return isRequired;
    }

    /** Whether {@code null} is a valid value. */
    public boolean isNullable() {
        boolean isOptional = type.isEnum() || type == IntegerPair.class;
        return type == Double.class || type == Long.class || (isOptional && defaultValue == null);
    }

    /** Its default as a JSON value; {@code null} if it has none. */
    public @Nullable Object defaultValue() {
        return switch (defaultValue) {
            case Object _ when isRequired() -> null;
            case Enum<?> constant -> label(constant);
            case IntegerPair pair -> pair.shortest();
            case Padding padding -> padding.json();
            case PaddingPair padding -> padding.shortest();
            case null, default -> defaultValue;
        };
    }

    /**
     * Binds a value to the option.
     *
     * @param given the value in the request; {@code null} if there is none
     * @param faults receives the fault of an invalid value
     * @return the value for the record component; the default if none was given or it is invalid
     */
    @Nullable
    public Object bind(@Nullable Literal given, Faults faults) {
        if (given == null) {
            if (isRequired()) {
                faults.add(Fault.whole(name() + " is missing: " + meaning() + ", " + requirement()));
            }
            return defaultValue;
        }
        if (given instanceof Literal.Null && isNullable()) {
            return null;
        }
        Object value = switch (kind()) {
            case BOOLEAN -> given instanceof Literal.Flag(boolean flag) ? flag : null;
            case STRING -> given instanceof Literal.Text(String text) ? choice(text) : null;
            case TEXT -> given instanceof Literal.Text(String text) ? text : null;
            case INTEGER -> integer(given);
            case INTEGER_PAIR -> pair(given);
            case PADDING -> padding(given);
            case PADDING_PAIR -> paddingPair(given);
            case NUMBER -> number(given);
        };
        if (value == null || (value instanceof Number number && !range().contains(number.doubleValue()))) {
            String requirement = isInexact(given) ? Literal.EXACT_INTEGER : requirement();
            faults.add(Fault.of(name(), name() + " must be " + requirement + ", got " + given.excerpt()));
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

    private static @Nullable Long integer(Literal given) {
        return given instanceof Literal.Numeral(double number) && number == Math.rint(number)
                && Math.abs(number) <= Literal.LARGEST_EXACT ? (long) number : null;
    }

    /** Whether an integer is so large that it may have been rounded. */
    private boolean isInexact(Literal given) {
        return kind() == Kind.INTEGER && given instanceof Literal.Numeral(double number) && range().contains(number)
                && number == Math.rint(number);
    }

    private @Nullable IntegerPair pair(Literal given) {
        List<Literal> both = given instanceof Literal.Array(List<Literal> several) ? several : List.of(given, given);
        Long first = both.size() == 2 ? integer(both.getFirst()) : null;
        Long second = both.size() == 2 ? integer(both.getLast()) : null;
        return first != null && second != null && range().contains(first) && range().contains(second)
                ? new IntegerPair(first, second)
                : null;
    }

    private @Nullable Padding padding(Literal given) {
        if (given instanceof Literal.Text(String word)) {
            return word.equals(Padding.SAME) ? new Padding(null) : word.equals(Padding.VALID) ? Padding.of(0) : null;
        }
        Long zeros = integer(given);
        return zeros != null && range().contains(zeros) ? new Padding(zeros) : null;
    }

    private @Nullable PaddingPair paddingPair(Literal given) {
        Padding single = given instanceof Literal.Array ? null : padding(given);
        if (single != null) {
            return new PaddingPair(single.zeros() == null ? null : IntegerPair.of(single.zeros()));
        }
        IntegerPair zeros = pair(given);
        return zeros == null ? null : new PaddingPair(zeros);
    }

    private @Nullable Object choice(String text) {
        return Arrays.stream(type.getEnumConstants()).filter(constant -> label(constant).equals(text)).findFirst()
                .orElse(null);
    }

    private static String label(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }

    private String requirement() {
        String requirement = switch (kind()) {
            case BOOLEAN -> "true or false";
            case STRING -> quoted(choices());
            case TEXT -> "a string";
            case INTEGER -> range().integersInWords();
            case INTEGER_PAIR -> range().integersInWords() + ", or two of them, [height, width]";
            case PADDING -> range().integersInWords() + ", \"same\" or \"valid\"";
            case PADDING_PAIR -> range().integersInWords()
                    + ", or two of them, [height, width], \"same\" or \"valid\"";
            case NUMBER -> range().inWords();
        };
        return isNullable() ? requirement + ", or null for none" : requirement;
    }

    /** Formats alternatives for a message: {@code "a" or "b"}, {@code one of "a", "b", "c"}. */
    public static String quoted(List<String> words) {
        List<String> quoted = words.stream().map(word -> '"' + word + '"').toList();
        return switch (quoted.size()) {
            case 1 -> quoted.getFirst();
            case 2 -> quoted.getFirst() + " or " + quoted.getLast();
            default -> "one of " + String.join(", ", quoted);
        };
    }
}
