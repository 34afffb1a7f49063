package dev.nabla.codec.json;

import dev.nabla.codec.decimal.SwarDigits;

/**
 * Reads numbers that follow one another in the buffer, with a comma and at most one space between two of them, up to the
 * first that needs a closer look. Stops behind the last number it took.
 *
 * <p>Most numbers are of one form, {@code -1.25} or {@code -1.25E-7}: one digit, the point and some more digits, which are
 * read eight at a time. How many digits there are and which sign is as good as random, and a branch on it would be
 * mispredicted; so the digits are filled up with zeros to a number of them that is always the same.
 *
 * @param <A> arrays that take the numbers
 */
abstract sealed class RowParser<A> permits FloatRowParser, DoubleRowParser {

    static final long EIGHT_DIGITS = 100_000_000;

    /** What stands for an exponent that is none. */
    static final int NO_EXPONENT = 100;

    /** So many numbers are read in the general way before another look for the common form. */
    private static final int OTHERS = 16;

    final NumberParser numbers;
    final JsonInput input;

    RowParser(NumberParser numbers) {
        this.numbers = numbers;
        this.input = numbers.input;
    }

    /**
     * Reads numbers of the common form to the places from {@code first} on and answers how many there are now; the input's
     * position is behind the last.
     */
    abstract int readCommon(int from, A into, int first, int to);

    /** Takes the number that was parsed in the general way; false if it needs a closer look. */
    abstract boolean take(A into, int place);

    /** Answers the position behind the last element. */
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

    /** 1 for a digit, 0 for a sign or a comma, which are without a certain bit; whichever for other letters. */
    static int isDigit(long letter) {
        return (int) (letter >>> 4) & 1;
    }

    /** Whether the exponent of ten comes next, and is negative. */
    static boolean isSmall(long after) {
        return (after & 0xFFDF) == ('E' | ('-' << 8));
    }

    /** The size of a negative exponent of one digit or two; more than can be if they are none. */
    static int exponent(long after, int two) {
        long values = SwarDigits.fromAscii(after >>> 16) & (0xFF | (0xFF00 & -two));
        return SwarDigits.endOfDigits(values) != 0
                ? NO_EXPONENT
                : (int) ((values & 0xFF) * (1 + 9 * two) + (values >>> 8));
    }

    /** Whether a letter is neither a digit nor a minus sign. */
    static boolean isNoSign(long letter, int plus) {
        return ((letter ^ '-') & 0xFF & (plus - 1)) != 0;
    }
}
