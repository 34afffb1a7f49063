package dev.nabla.option;

import dev.nabla.request.Literal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An interval of numbers. It never contains NaN; it contains an infinity only as a closed end.
 *
 * @param lower the lower end
 * @param lowerOpen whether the lower end is excluded
 * @param upper the upper end
 * @param upperOpen whether the upper end is excluded
 */
public record Interval(double lower, boolean lowerOpen, double upper, boolean upperOpen) {

    private static final Pattern NOTATION = Pattern.compile("([\\[(])(\\S+), (\\S+)([\\])])");

    /** Parses mathematical notation, such as {@code [0, 1)}, or a single number. */
    static Interval parse(String notation) {
        Matcher matcher = NOTATION.matcher(notation);
        if (!matcher.matches()) {
            double number = Double.parseDouble(notation);
            return new Interval(number, false, number, false);
        }
        return new Interval(end(matcher.group(2)), matcher.group(1).equals("("), end(matcher.group(3)),
                matcher.group(4).equals(")"));
    }

    private static double end(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    public boolean contains(double value) {
        return (lowerOpen ? value > lower : value >= lower) && (upperOpen ? value < upper : value <= upper);
    }

    /** Whether it is a single number. */
    public boolean isPoint() {
        return lower == upper;
    }

    /**
     * Completes "must be …": {@code a finite number > 0}.
     *
     * @param noun {@code number} or {@code integer}
     */
    String inWords(String noun) {
        if (isPoint()) {
            return text(lower);
        }
        String one = (noun.equals("integer") ? "an " : "a ") + noun;
        String finite = noun.equals("number") ? "a finite number" : one;
        if (lower == Double.NEGATIVE_INFINITY && upper == Double.POSITIVE_INFINITY) {
            return lowerOpen && upperOpen ? finite : one;
        }
        if (upper == Double.POSITIVE_INFINITY) {
            return (upperOpen ? finite : one) + (lowerOpen ? " > " : " >= ") + text(lower);
        }
        if (lower == Double.NEGATIVE_INFINITY) {
            return (lowerOpen ? finite : one) + (upperOpen ? " < " : " <= ") + text(upper);
        }
        return one + " in " + this;
    }

    @Override
    public String toString() {
        if (isPoint()) {
            return text(lower);
        }
        return (lowerOpen ? "(" : "[") + text(lower) + ", " + text(upper) + (upperOpen ? ")" : "]");
    }

    private static String text(double end) {
        if (Double.isInfinite(end)) {
            return end > 0 ? "inf" : "-inf";
        }
        return Literal.number(end);
    }
}
