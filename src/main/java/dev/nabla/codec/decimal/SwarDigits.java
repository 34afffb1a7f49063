package dev.nabla.codec.decimal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** SIMD within a register: eight bytes of a buffer, or eight decimal digits, in a long; the first in its lowest byte. */
public final class SwarDigits {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class,
            ByteOrder.LITTLE_ENDIAN);

    private static final long ZEROS = 0x3030303030303030L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private SwarDigits() {}

    public static long get(byte[] bytes, int position) {
        return (long) LONGS.get(bytes, position);
    }

    static void put(byte[] bytes, int position, long word) {
        LONGS.set(bytes, position, word);
    }

    /** Writes the lower two bytes of a word. */
    static void putShort(byte[] bytes, int position, int word) {
        SHORTS.set(bytes, position, (short) word);
    }

    /** Converts ASCII digits to their values; other characters become bytes above 9. */
    public static long fromAscii(long word) {
        return word ^ ZEROS;
    }

    static long toAscii(long digits) {
        return digits | ZEROS;
    }

    /** Converts ASCII digits with a point after the first to their values; the point becomes 0. */
    public static long fractionFromAscii(long word) {
        return word ^ (ZEROS ^ (('0' ^ '.') << 8));
    }

    /** Marks the end of digits: sets the highest bit of the first non-digit byte, and possibly of later ones. */
    public static long endOfDigits(long digits) {
        // Adding 0x76 sets the highest bit of every byte above 9.
        return ((digits + 0x7676767676767676L) | digits) & HIGHEST_BITS;
    }

    /** Marks the end of digits with a point after the first; it may be before the point. */
    public static long endOfFraction(long fraction) {
        // Adding 0x7F sets the highest bit of every byte except that of the point.
        return ((fraction + 0x7676767676767F76L) | fraction) & HIGHEST_BITS;
    }

    /** The number of bytes before an end. */
    public static int count(long end) {
        return Long.numberOfTrailingZeros(end) >>> 3;
    }

    /** The bytes before an end; the others become 0. */
    public static long before(long end, long word) {
        return word & (((end - 1) & ~end) >> 7);
    }

    /** The number of digits before the first non-digit byte. */
    public static int countDigits(long digits) {
        return count(endOfDigits(digits));
    }

    /** The number formed by the first {@code count} digits. */
    public static long number(long digits, int count) {
        // Shifted twice, since a long cannot be shifted by 64 at once; shifts in leading zeros.
        return number((digits << (4 * (8 - count))) << (4 * (8 - count)));
    }

    /** The number formed by eight digits: combines neighboring pairs three times. */
    public static long number(long digits) {
        long pairs = ((digits * (1 + (10 << 8))) >>> 8) & 0x00FF00FF00FF00FFL;
        long fours = ((pairs * (1 + (100 << 16))) >>> 16) & 0x0000FFFF0000FFFFL;
        return (fours * (1 + (10_000L << 32))) >>> 32;
    }

    /** The number formed by seven digits, with a zero byte after the first. */
    public static long numberOfFraction(long fraction) {
        return number(fraction) - (fraction & 0xF) * 9_000_000;
    }

    /** The eight digits of a number below 10^8; divides by multiplication, several digits at a time. */
    static long digits(long number) {
        long upper = (number * 109_951_163) >>> 40;
        long fours = upper | ((number - 10_000 * upper) << 32);
        long hundreds = ((fours * 10_486) >>> 20) & 0x0000007F0000007FL;
        long pairs = (fours << 16) - hundreds * ((100 << 16) - 1);
        long tens = ((pairs * 103) >>> 10) & 0x000F000F000F000FL;
        return (pairs << 8) - tens * ((10 << 8) - 1);
    }
}
