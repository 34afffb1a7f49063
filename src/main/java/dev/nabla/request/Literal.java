package dev.nabla.request;

import java.util.List;

/** The value of a field that is not a tensor, as sent. */
public sealed interface Literal {

    int LONGEST_EXCERPT = 40;

    /** Up to here, all integers are exact in float64. */
    double LARGEST_EXACT = 0x1p53;

    /** A number, rounded to float64: 1e400 is infinity. */
    record Numeral(double value) implements Literal {}

    record Text(String value) implements Literal {}

    record Flag(boolean value) implements Literal {}

    record Null() implements Literal {}

    record Array(List<Literal> values) implements Literal {}

    /** An object, whose content is discarded: no option is an object. */
    record JsonObject() implements Literal {}

    /** The JSON type, for messages: {@code a number}, {@code a string}, … */
    default String kind() {
        return switch (this) {
            case Numeral _ -> "a number";
            case Text _ -> "a string";
            case Flag _ -> "a boolean";
            case Null _ -> "null";
            case Array _ -> "an array";
            case JsonObject _ -> "an object";
        };
    }

    /** The value for messages: itself if it is short, else its type. */
    default String excerpt() {
        return switch (this) {
            case Numeral(double value) -> number(value);
            case Text(String value) when value.length() <= LONGEST_EXCERPT -> '"' + value + '"';
            case Flag(boolean value) -> Boolean.toString(value);
            default -> kind();
        };
    }

    /** Formats a number for messages: integers without a decimal point. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
