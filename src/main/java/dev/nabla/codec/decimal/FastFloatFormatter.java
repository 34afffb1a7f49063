package dev.nabla.codec.decimal;

/**
 * Writes floats with the fewest digits that parse back to the same float. Supports normal floats below {@code 2^25} that are
 * not powers of two; others are rejected.
 *
 * <p>One multiplication suffices (Guo 2024, <a
 * href="https://github.com/ibireme/c_numconv_benchmark/tree/master/vendor/yy_double">yy</a>): by the upper end of the
 * interval that rounds to the number, in units of {@link HalfUlps}. The interval is shorter than a unit, so if it contains a
 * whole number of units, that is the shortest decimal, and it is the floor of the upper end. Otherwise the number itself has the
 * same floor, and one more digit, rounded, suffices, since the interval is at least a tenth of a unit long. That 64 bits
 * are always enough was verified for all floats ({@code NumberWriterTests}).
 */
public final class FastFloatFormatter {

    static final int BIAS = 150;

    private static final int FRACTION_BITS = 23;
    private static final int LEADING_BIT = 1 << FRACTION_BITS;

    /** Slightly less than one half, in fixed point with 60 fraction bits. */
    private static final long BELOW_HALF = (1L << 59) - (1L << 29);

    private FastFloatFormatter() {}

    /** Writes the absolute value of a number and returns the position after the comma, or -1 if it is rejected. */
    public static int write(float value, byte[] into, int start) {
        int bits = Float.floatToRawIntBits(value);
        int fraction = bits & (LEADING_BIT - 1);
        int biased = (bits >>> FRACTION_BITS) & 0xFF;
        long half = HalfUlps.ofFloat(biased);
        if (fraction == 0 || half == 0) {
            return -1;
        }
        long end = 2L * (fraction | LEADING_BIT) + 1;
        long whole = Math.unsignedMultiplyHigh(end, half);
        long beyond = end * half;
        // All ones or all zeros, at random: a branch would be mispredicted.
        long holdsWhole = ((beyond >>> 1) - half) >> 63;
        return DecimalLayout.write9(into, start, whole, digit(beyond - half) & ~holdsWhole,
                HalfUlps.unitOfFloat(biased));
    }

    /** The first decimal digit of a fraction, rounded half to even. */
    private static long digit(long fraction) {
        long tenfold = (fraction >>> 3) * 5;
        long isOdd = (tenfold >>> 30) & (1 << 30);
        return (tenfold + BELOW_HALF + isOdd) >>> 60;
    }
}
