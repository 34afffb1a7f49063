package dev.nabla.codec.json;

import dev.nabla.codec.decimal.SwarDigits;

/**
 * Parses consecutive numbers in the buffer, separated by a comma and at most one space, up to the first that needs the general
 * parser. Stops after the last number it accepted.
 *
 * <p>Most numbers have one form, {@code -1.25} or {@code -1.25E-7}: a digit, the point and more digits, which are read eight at a
 * time. Signs and numbers of digits are random, and branches on them would be mispredicted, so the digits are padded with zeros
 * to a fixed number.
 *
 * @param <A> the array type
 */
abstract sealed class RowParser<A> permits FloatRowParser, DoubleRowParser {

    static final long EIGHT_DIGITS = 100_000_000;

    /** Represents an invalid exponent. */
    static final int NO_EXPONENT = 100;

    /** How many numbers are parsed in the general way before the common form is tried again. */
    private static final int OTHERS = 16;

    final NumberParser numbers;
    final JsonInput input;

    RowParser(NumberParser numbers) {
        this.numbers = numbers;
        this.input = numbers.input;
    }

    /**
     * Parses numbers of the common form into the array from index {@code first} on, and returns the index after the last. The
     * input's position is after the last number.
     */
    abstract int readCommon(int from, A into, int first, int to);

    /** Stores the number that was parsed in the general way; false if it needs the full parser. */
    abstract boolean take(A into, int place);

    /** Parses numbers into {@code [from, to)}, and returns the index after the last. */
    final int read(A into, int from, int to) {
        byte[] bytes = input.bytes;
        int count = from;
        int at = input.position;
        while (count < to) {
            int common = readCommon(at, into, count, to);
            if (common > count) {
                count = common;
                int end = input.position;
                if (count == to || bytes[end] != ',') {
                    return count;
                }
                at = next(bytes, end);
            }
            for (int i = 0; i < OTHERS; i++) {
                int end = numbers.parseCommon(bytes, at);
                if (end < 0 || !take(into, count)) {
                    return count;
                }
                count++;
                input.position = end;
                if (count == to || bytes[end] != ',') {
                    return count;
                }
                at = next(bytes, end);
            }
        }
        return count;
    }

    private static int next(byte[] bytes, int comma) {
        return bytes[comma + 1] == ' ' ? comma + 2 : comma + 1;
    }

    static boolean isSpace(long letter) {
        return (letter & 0xFF) == ' ';
    }

    /** 1 for a digit, 0 for a sign or a comma, which lack bit 4; unspecified for other characters. */
    static int isDigit(long letter) {
        return (int) (letter >>> 4) & 1;
    }

    /** Whether a negative exponent comes next. */
    static boolean isSmall(long after) {
        return (after & 0xFFDF) == ('E' | ('-' << 8));
    }

    /** The magnitude of a negative exponent of one or two digits; {@link #NO_EXPONENT} if they are not digits. */
    static int exponent(long after, int two) {
        long values = SwarDigits.fromAscii(after >>> 16) & (0xFF | (0xFF00 & -two));
        return SwarDigits.endOfDigits(values) != 0
                ? NO_EXPONENT
                : (int) ((values & 0xFF) * (1 + 9 * two) + (values >>> 8));
    }

    /** Whether a character is neither a digit nor a minus sign. */
    static boolean isNoSign(long letter, int plus) {
        return ((letter ^ '-') & 0xFF & (plus - 1)) != 0;
    }
}
