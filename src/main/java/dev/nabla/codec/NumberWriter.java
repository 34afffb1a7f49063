package dev.nabla.codec;

import java.nio.charset.StandardCharsets;

/** Writes numbers with the fewest digits that read back to the same number, always with a point. */
final class NumberWriter {

    /** No number takes more bytes; the longest doubles are such as -1.2345678901234567E-308. */
    static final int LONGEST = 32;

    private static final byte[] NAN = ascii("\"NaN\"");
    private static final byte[] INFINITY = ascii("\"Infinity\"");
    private static final byte[] MINUS_INFINITY = ascii("\"-Infinity\"");

    /** Kept from number to number: appending a number to a builder makes no garbage. */
    private final StringBuilder digits = new StringBuilder(LONGEST);

    /** Writes a number and answers where it ends. */
    int write(double value, byte[] into, int position) {
        if (!Double.isFinite(value)) {
            return nonFinite(value, into, position);
        }
        digits.setLength(0);
        digits.append(value);
        return copy(into, position);
    }

    /** Writes a number and answers where it ends. */
    int write(float value, byte[] into, int position) {
        if (!Float.isFinite(value)) {
            return nonFinite(value, into, position);
        }
        digits.setLength(0);
        digits.append(value);
        return copy(into, position);
    }

    private int copy(byte[] into, int position) {
        int length = digits.length();
        for (int i = 0; i < length; i++) {
            into[position + i] = (byte) digits.charAt(i);
        }
        return position + length;
    }

    private static int nonFinite(double value, byte[] into, int position) {
        byte[] word = Double.isNaN(value) ? NAN : value > 0 ? INFINITY : MINUS_INFINITY;
        System.arraycopy(word, 0, into, position, word.length);
        return position + word.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
