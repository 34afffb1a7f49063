package dev.nabla.codec.decimal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes decimals in the layout of {@link Double#toString(double)}, followed by a comma and a minus sign that the next number
 * keeps or overwrites. It writes a fixed number of bytes, some beyond the end, since branches on the random lengths of numbers
 * would be mispredicted.
 */
public final class DecimalLayout {

    private static final long EIGHT_DIGITS = 100_000_000;

    private static final long LEADING_ZEROS = SwarDigits.get(ascii("0.000000"), 0);

    private static final int SMALLEST_EXPONENT = -324;
    private static final int LARGEST_EXPONENT = 308;
    private static final int LENGTH = Long.SIZE - Byte.SIZE;

    /** Exponents of ten as text, {@code E-7,-}, indexed by their lowest ten bits; the highest byte is the length up to the comma. */
    private static final long[] EXPONENTS = exponents();

    private DecimalLayout() {}

    private static long[] exponents() {
        long[] texts = new long[1 << 10];
        for (int exponent = SMALLEST_EXPONENT; exponent <= LARGEST_EXPONENT; exponent++) {
            byte[] text = ascii("E" + exponent + ",-");
            long length = text.length - 1L;
            texts[exponent & (texts.length - 1)] = SwarDigits.get(Arrays.copyOf(text, Long.BYTES), 0)
                    | (length << LENGTH);
        }
        return texts;
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Writes {@code (tens + ones / 10) * 10^unit} and returns the position after the comma.
     *
     * @param tens positive, of up to 8 digits
     * @param ones one digit
     */
    public static int write9(byte[] into, int start, long tens, long ones, int unit) {
        long digits = SwarDigits.digits(tens);
        int zeros = Long.numberOfTrailingZeros(digits) & -Byte.SIZE;
        long first = digits >>> zeros;
        long middle = (first >>> 8) | (ones << (56 - zeros));
        return write(into, start, unit + 7 - zeros / Byte.SIZE, first & 0xF, middle, 0, false);
    }

    /** As {@link #write9}, with {@code tens} of 9 to 16 digits. */
    public static int write17(byte[] into, int start, long tens, long ones, int unit) {
        long upper = tens / EIGHT_DIGITS;
        long digits = SwarDigits.digits(upper);
        long following = SwarDigits.digits(tens - EIGHT_DIGITS * upper);
        int zeros = Long.numberOfTrailingZeros(digits) & -Byte.SIZE;
        long first = digits >>> zeros;
        long middle = (first >>> 8) | (following << (56 - zeros));
        long last = (following >>> zeros >>> 8) | (ones << (56 - zeros));
        return write(into, start, unit + 15 - zeros / Byte.SIZE, first & 0xF, middle, last, true);
    }

    /** Writes 1 + 8 digits, or 1 + 8 + 8 if wide; the exponent is that of the first digit. */
    private static int write(byte[] into, int start, int exponent, long first, long middle, long last, boolean wide) {
        int count = wide && last != 0 ? 8 + count(last) : count(middle);
        return exponent >= -3 && exponent < 7
                ? plain(into, start, exponent, first, middle, last, wide, count)
                : scientific(into, start, exponent, first, middle, last, wide, count);
    }

    /** The number of digits without trailing zeros, including the first digit. */
    private static int count(long eightDigits) {
        return 9 - Long.numberOfLeadingZeros(eightDigits) / Byte.SIZE;
    }

    /** Writes the digits with the point after the first, and the exponent. */
    private static int scientific(byte[] into, int start, int exponent, long first, long middle, long last,
            boolean wide, int count) {
        SwarDigits.putShort(into, start, (int) first | '0' | ('.' << 8));
        SwarDigits.put(into, start + 2, SwarDigits.toAscii(middle));
        if (wide) {
            SwarDigits.put(into, start + 10, SwarDigits.toAscii(last));
        }
        int end = start + 1 + Math.max(count, 2);
        long text = EXPONENTS[exponent & (EXPONENTS.length - 1)];
        SwarDigits.put(into, end, text);
        return end + (int) (text >>> LENGTH);
    }

    /**
     * Writes the digits without an exponent: with the point among them, or with leading zeros.
     *
     * <p>Both layouts are written without a branch, which would be mispredicted for numbers around 1. Numbers below 1 are
     * written as {@code 0.000000}, overwritten by the digits; the others as the digits, overwritten from the point on.
     */
    private static int plain(byte[] into, int start, int exponent, long first, long middle, long last, boolean wide,
            int count) {
        int isSmall = exponent >> 31;
        int zeros = -exponent & isSmall;
        int beforePoint = exponent & ~isSmall;
        long eight = SwarDigits.toAscii(first | middle << 8);
        long fromPoint = '.' | ((eight >>> 8 >>> (8 * beforePoint)) << 8);
        SwarDigits.put(into, start, eight ^ ((eight ^ LEADING_ZEROS) & isSmall));
        SwarDigits.put(into, start + 1 + zeros + beforePoint, fromPoint ^ ((fromPoint ^ eight) & isSmall));
        into[start + 9 + zeros] = (byte) ('0' | (middle >>> 56));
        if (wide) {
            SwarDigits.put(into, start + 10 + zeros, SwarDigits.toAscii(last));
        }
        int end = start + 1 + zeros + Math.max(count, beforePoint + 2 + isSmall);
        SwarDigits.putShort(into, end, ',' | ('-' << 8));
        return end + 1;
    }
}
