package dev.nabla.option;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A set of numbers: a union of intervals and single numbers.
 *
 * @param parts the intervals in ascending order; a single number is an interval too
 */
public record Domain(List<Interval> parts) {

    public static final Domain FINITE = parse("(-inf, inf)");

    private static final String OR = " or ";

    /**
     * Parses mathematical notation: {@code [0, 1]}, {@code (0, inf)}, {@code -1 or [0, 1]}.
     *
     * @throws IllegalArgumentException if a part is neither an interval nor a number
     */
    public static Domain parse(String notation) {
        return new Domain(Arrays.stream(notation.split(OR)).map(Interval::parse).toList());
    }

    public boolean contains(double value) {
        for (Interval part : parts) {
            if (part.contains(value)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it consists of single numbers. */
    public boolean isDiscrete() {
        return parts.stream().allMatch(Interval::isPoint);
    }

    /** The smallest interval that contains it. */
    public Interval hull() {
        Interval first = parts.getFirst();
        Interval last = parts.getLast();
        return new Interval(first.lower(), first.lowerOpen(), last.upper(), last.upperOpen());
    }

    /** Completes "must be …": {@code a finite number > 0}. */
    public String inWords() {
        return inWords("number");
    }

    /** Completes "must be …" for integers: {@code an integer >= 1}. */
    public String integersInWords() {
        return inWords("integer");
    }

    private String inWords(String noun) {
        if (isDiscrete()) {
            String all = parts.stream().map(Interval::toString).collect(Collectors.joining(", "));
            return all.replaceFirst(", ([^,]*)$", " or $1");
        }
        return parts.stream().map(part -> part.inWords(noun)).collect(Collectors.joining(OR));
    }

    @Override
    public String toString() {
        return parts.stream().map(Interval::toString).collect(Collectors.joining(OR));
    }
}
