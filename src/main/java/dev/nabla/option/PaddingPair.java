package dev.nabla.option;

import org.jspecify.annotations.Nullable;

/**
 * Zeros on all sides of an image: {@code 1}, {@code [1, 2]}, or the words {@code "same"} and {@code "valid"}.
 *
 * @param zeros their number above and below, left and right; {@code null} for as many as keep the size, {@code "same"}
 */
public record PaddingPair(@Nullable IntegerPair zeros) {

    public static PaddingPair of(long zeros) {
        return new PaddingPair(IntegerPair.of(zeros));
    }

    /** The shortest JSON value for it. */
    Object shortest() {
        return zeros == null ? Padding.SAME : zeros.shortest();
    }

    @Override
    public String toString() {
        return shortest().toString();
    }
}
