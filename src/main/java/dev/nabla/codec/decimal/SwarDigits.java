package dev.nabla.codec.decimal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of a buffer, or eight decimal digits, in one long; the first of them in its lowest byte. */
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

    /** Puts the lower two bytes of a word. */
    static void putShort(byte[] bytes, int position, int word) {
        SHORTS.set(bytes, position, (short) word);
    }

    /** The values of ASCII digits; other letters become bytes above 9. */
    public static long fromAscii(long word) {
        return word ^ ZEROS;
    }

    static long toAscii(long digits) {
        return digits | ZEROS;
    }

    /** The values of ASCII digits with a point behind the first, which becomes 0. */
    public static long fractionFromAscii(long word) {
        return word ^ (ZEROS ^ (('0' ^ '.') << 8));
    }

    /** Where digits end: the highest bit of the first byte that is none, and perhaps of some behind it. */
    public static long endOfDigits(long digits) {
        // Adding 0x76 takes every byte above 9 to its highest bit.
        return ((digits + 0x7676767676767676L) | digits) & HIGHEST_BITS;
    }

    /** Where digits with a point behind the first end, which may be before the point. */
    public static long endOfFraction(long fraction) {
        // Adding 0x7F takes every byte but that of the point to its highest bit.
        return ((fraction + 0x7676767676767F76L) | fraction) & HIGHEST_BITS;
    }

    /** How many bytes come before an end. */
    public static int count(long end) {
        return Long.numberOfTrailingZeros(end) >>> 3;
    }

    /** The bytes that come before an end; the others become 0. */
    public static long before(long end, long word) {
        return word & (((end - 1) & ~end) >> 7);
    }

    /** How many digits come before the first byte that is none. */
    public static int countDigits(long digits) {
        return count(endOfDigits(digits));
    }

    /** The number that the first {@code count} digits make. */
    public static long number(long digits, int count) {
        // Shifted twice, since a long cannot be shifted by 64 at once; what comes in from below are leading zeros.
        return number((digits << (4 * (8 - count))) << (4 * (8 - count)));
    }

    /** The number that eight digits make: of each two neighbours one, thrice. */
    public static long number(long digits) {
        long pairs = ((digits * (1 + (10 << 8))) >>> 8) & 0x00FF00FF00FF00FFL;
        long fours = ((pairs * (1 + (100 << 16))) >>> 16) & 0x0000FFFF0000FFFFL;
        return (fours * (1 + (10_000L << 32))) >>> 32;
    }

    /** The number that seven digits make, with a zero byte behind the first. */
    public static long numberOfFraction(long fraction) {
        return number(fraction) - (fraction & 0xF) * 9_000_000;
    }

    /** The eight digits of a number below 10^8; all divisions are by multiplication, several in one. */
    static long digits(long number) {
        long upper = (number * 109_951_163) >>> 40;
        long fours = upper | ((number - 10_000 * upper) << 32);
        long hundreds = ((fours * 10_486) >>> 20) & 0x0000007F0000007FL;
        long pairs = (fours << 16) - hundreds * ((100 << 16) - 1);
        long tens = ((pairs * 103) >>> 10) & 0x000F000F000F000FL;
        return (pairs << 8) - tens * ((10 << 8) - 1);
    }
}
