package dev.nabla.option;

import org.jspecify.annotations.Nullable;

/**
 * Zeros at both ends of a sequence: {@code 1}, or the words {@code "same"} and {@code "valid"}.
 *
 * @param zeros their number at each end; {@code null} for as many as keep the length, {@code "same"}
 */
public record Padding(@Nullable Long zeros) {

    public static final String SAME = "same";

    /** No padding: the windows are those that lie in the input. */
    public static final String VALID = "valid";

    public static Padding of(long zeros) {
        return new Padding(zeros);
    }

    /** Its JSON value. */
    Object json() {
        return zeros == null ? SAME : (Object) zeros;
    }

    @Override
    public String toString() {
        return json().toString();
    }
}
