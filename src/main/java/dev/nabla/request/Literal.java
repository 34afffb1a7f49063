package dev.nabla.request;

import java.math.BigDecimal;
import java.util.List;

/** The value of a field that is not a tensor, as sent. */
public sealed interface Literal {

    int LONGEST_EXCERPT = 40;

    /** The largest integer that no other integer is rounded to in float64. */
    long LARGEST_EXACT = (1L << 53) - 1;

    /** Completes "must be …" for integers that are read exactly. */
    String EXACT_INTEGER = "an integer from " + -LARGEST_EXACT + " to " + LARGEST_EXACT;

    /** From here on, integers are written with an exponent. */
    double LONGEST_INTEGER = 1e21;

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
        return value == Math.rint(value) && Math.abs(value) < LONGEST_INTEGER
                ? new BigDecimal(value).toPlainString()
                : Double.toString(value);
    }
}
