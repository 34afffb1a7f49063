package dev.nabla.catalog;

import java.util.Arrays;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Compares a mistyped name with a known one: missing, additional and wrong characters, and two that are swapped. */
final class TypingErrors {

    static final int TOO_MANY = Integer.MAX_VALUE;

    /** Up to this length, names that begin differently are other names: {@code vae}, {@code mae}. */
    static final int SHORT = 4;

    private TypingErrors() {}

    /** How unlikely the errors are; {@link #TOO_MANY} if names of this length with as many errors are other names. */
    static int cost(String typed, String name) {
        int length = Math.min(typed.length(), name.length());
        int difference = Math.abs(typed.length() - name.length());
        boolean isOther = length <= SHORT && length > 0 && typed.charAt(0) != name.charAt(0);
        if (difference > most(length) || isOther) {
            return TOO_MANY;
        }
        int edits = LevenshteinDistance.getDefaultInstance().apply(typed, name);
        boolean isSwap = edits == 2 && difference == 0 && sorted(typed).equals(sorted(name));
        int errors = isSwap ? 1 : edits;
        int wrongCharacter = difference == 0 && !isSwap ? 1 : 0;
        return errors > most(length) ? TOO_MANY : 2 * errors + wrongCharacter;
    }

    /** The most errors at which the nearest name is the one that was meant, as a rule. */
    private static int most(int length) {
        return length < 3 ? 0 : length < 9 ? 1 : length < 14 ? 2 : 3;
    }

    private static String sorted(String name) {
        char[] characters = name.toCharArray();
        Arrays.sort(characters);
        return String.valueOf(characters);
    }
}
