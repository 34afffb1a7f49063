package dev.nabla.request;

import java.util.Collection;
import java.util.stream.Collectors;

/** Texts of callers in messages: cut if they are long, and listed up to a few. */
public final class Excerpt {

    /** The maximum length of a text in a message, in UTF-16 code units. */
    public static final int LENGTH = 64;

    private static final int MOST = 8;

    private Excerpt() {}

    /** A text, cut to {@link #LENGTH} with an ellipsis if it is longer. */
    public static String of(String text) {
        return cut(text, LENGTH);
    }

    /** The first few of several names, with how many more there are: {@code a, b, … and 90 more}. */
    public static String list(Collection<String> names) {
        String first = names.stream().limit(MOST).map(Excerpt::of).collect(Collectors.joining(", "));
        return names.size() <= MOST ? first : first + " and " + (names.size() - MOST) + " more";
    }

    /** A text, cut with an ellipsis if it is longer than {@code length}; a surrogate pair is not divided. */
    static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + '…';
    }
}
