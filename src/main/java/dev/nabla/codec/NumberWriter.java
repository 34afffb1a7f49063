package dev.nabla.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Writes numbers with the fewest digits that read back to the same number, always with a point, in the layout of {@link
 * Double#toString(double)} and {@link Float#toString(float)}.
 */
final class NumberWriter {

    /** No number takes more bytes, not even those that are written in vain behind its end. */
    static final int LONGEST = 32;

    private static final byte[] NAN = ascii("\"NaN\"");
    private static final byte[] INFINITY = ascii("\"Infinity\"");
    private static final byte[] MINUS_INFINITY = ascii("\"-Infinity\"");
    private static final byte[] ZERO = ascii("0.0");

    private static final long LEADING_ZEROS = Words.get(ascii("0.000000"), 0);

    private static final int SMALLEST_EXPONENT = -324;
    private static final int LARGEST_EXPONENT = 308;
    private static final int LENGTH = Long.SIZE - Byte.SIZE;

    private static final long EIGHT_DIGITS = 100_000_000;
    private static final long[] POWERS_OF_TEN = powersOfTen();

    /** Exponents of ten as they are written, {@code E-7}, from the smallest on; their lengths in the highest byte. */
    private static final long[] EXPONENTS = exponents();

    private final ShortestDecimal decimal = new ShortestDecimal();

    /** Writes a number and answers where it ends. */
    int write(double value, byte[] into, int position) {
        if (!Double.isFinite(value)) {
            return nonFinite(value, into, position);
        }
        int start = sign((int) (Double.doubleToRawLongBits(value) >>> 63), into, position);
        if (value == 0) {
            return copy(ZERO, into, start);
        }
        decimal.find(Math.abs(value));
        return layOut17(into, start);
    }

    /** Writes a number and answers where it ends. */
    int write(float value, byte[] into, int position) {
        if (!Float.isFinite(value)) {
            return nonFinite(value, into, position);
        }
        int start = sign(Float.floatToRawIntBits(value) >>> 31, into, position);
        if (value == 0) {
            return copy(ZERO, into, start);
        }
        decimal.find(Math.abs(value));
        return layOut9(into, start);
    }

    /** Writes a minus sign that what comes next writes over if it is not wanted. */
    private static int sign(int minus, byte[] into, int position) {
        into[position] = '-';
        return position + minus;
    }

    /** Writes the decimal last found, of no more than 1 + 8 + 8 digits. */
    private int layOut17(byte[] into, int start) {
        int length = length(decimal.digits());
        long number = decimal.digits() * POWERS_OF_TEN[17 - length];
        long upper = number / EIGHT_DIGITS;
        long last = Words.digits(number - EIGHT_DIGITS * upper);
        long first = upper / EIGHT_DIGITS;
        long middle = Words.digits(upper - EIGHT_DIGITS * first);
        int count = last == 0 ? count(middle) : 8 + count(last);
        return layOut(into, start, decimal.exponent() + length, first, middle, last, count);
    }

    /** Writes the decimal last found, of no more than 1 + 8 digits. */
    private int layOut9(byte[] into, int start) {
        int length = length(decimal.digits());
        long number = decimal.digits() * POWERS_OF_TEN[9 - length];
        long first = number / EIGHT_DIGITS;
        long middle = Words.digits(number - EIGHT_DIGITS * first);
        return layOut(into, start, decimal.exponent() + length, first, middle, 0, count(middle));
    }

    /** How many digits, the first of all included, come before zeros that end a number. */
    private static int count(long eightDigits) {
        return 9 - Long.numberOfLeadingZeros(eightDigits) / Byte.SIZE;
    }

    private static int layOut(byte[] into, int start, int point, long first, long middle, long last, int count) {
        return point > -3 && point <= 7
                ? plain(into, start, point, first, middle, last, count)
                : scientific(into, start, point - 1, first, middle, last, count);
    }

    /** Writes the digits with the point behind the first, and the exponent of ten. */
    private static int scientific(byte[] into, int start, int exponent, long first, long middle, long last,
            int count) {
        into[start] = (byte) ('0' + first);
        into[start + 1] = '.';
        Words.put(into, start + 2, Words.toAscii(middle));
        Words.put(into, start + 10, Words.toAscii(last));
        int end = start + 1 + Math.max(count, 2);
        long text = EXPONENTS[exponent - SMALLEST_EXPONENT];
        Words.put(into, end, text);
        return end + (int) (text >>> LENGTH);
    }

    /**
     * Writes the digits with the point behind the first so many of them, or zeros before them.
     *
     * <p>Random numbers lie on either side of 1, so that both layouts are one here: {@code 0.00} is written, the digits
     * over it or behind it, and from the point on the digits once more.
     */
    private static int plain(byte[] into, int start, int point, long first, long middle, long last, int count) {
        int zeros = Math.max(1 - point, 0);
        int small = Math.min(zeros, 1);
        int whole = Math.max(point, 1);
        int from = start + zeros + small;
        Words.put(into, start, LEADING_ZEROS);
        into[from] = (byte) ('0' + first);
        Words.put(into, from + 1, Words.toAscii(middle));

        int shift = Byte.SIZE * (whole - 1);
        // Shifted twice, since a long cannot be shifted by 64 at once.
        long carried = (last << (Long.SIZE - Byte.SIZE - shift)) << Byte.SIZE;
        int rest = from + whole + 1 - small;
        into[start + whole] = '.';
        Words.put(into, rest, Words.toAscii((middle >>> shift) | carried));
        Words.put(into, rest + 8, Words.toAscii(last >>> shift));
        return from + Math.max(count, whole + 1 - small) + 1 - small;
    }

    /** How many digits a positive number has, no more than 18. */
    private static int length(long number) {
        int estimate = ((Long.SIZE - Long.numberOfLeadingZeros(number)) * 1233) >>> 12;
        return estimate + 1 - (int) ((number - POWERS_OF_TEN[estimate]) >>> 63);
    }

    private static long[] powersOfTen() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    private static long[] exponents() {
        return IntStream.rangeClosed(SMALLEST_EXPONENT, LARGEST_EXPONENT).mapToObj(exponent -> ascii("E" + exponent))
                .mapToLong(text -> Words.get(Arrays.copyOf(text, Long.BYTES), 0) | (long) text.length << LENGTH)
                .toArray();
    }

    private static int nonFinite(double value, byte[] into, int position) {
        return copy(Double.isNaN(value) ? NAN : value > 0 ? INFINITY : MINUS_INFINITY, into, position);
    }

    private static int copy(byte[] text, byte[] into, int position) {
        System.arraycopy(text, 0, into, position, text.length);
        return position + text.length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
