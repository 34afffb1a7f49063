package dev.nabla.request;

import java.util.List;

/** The value of a field that is not a tensor, as the caller wrote it. */
public sealed interface Literal {

    int LONGEST_EXCERPT = 40;

    /** Integers beyond it are not all numbers of float64. */
    double LARGEST_EXACT = 0x1p53;

    /** A number; 1e400 is the infinity that it rounds to. */
    record Numeral(double value) implements Literal {}

    record Text(String value) implements Literal {}

    record Flag(boolean value) implements Literal {}

    record Nothing() implements Literal {}

    record Many(List<Literal> values) implements Literal {}

    /** An object, which no option is. */
    record Structure() implements Literal {}

    /** What the caller sent, in JSON's words: {@code a number}, {@code a string}, … */
    default String kind() {
        return switch (this) {
            case Numeral _ -> "a number";
            case Text _ -> "a string";
            case Flag _ -> "a boolean";
            case Nothing _ -> "null";
            case Many _ -> "an array";
            case Structure _ -> "an object";
        };
    }

    /** What the caller sent, itself where it is short. */
    default String excerpt() {
        return switch (this) {
            case Numeral(double value) -> number(value);
            case Text(String value) when value.length() <= LONGEST_EXCERPT -> '"' + value + '"';
            case Flag(boolean value) -> Boolean.toString(value);
            default -> kind();
        };
    }

    /** A number as people write it: an integer without a point. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
