package dev.nabla.codec.decimal;

/**
 * Writes the floats that are normal, no power of two and less than {@code 2^25}, with the fewest digits that read back to
 * the same float.
 *
 * <p>One multiplication is enough (Guo 2024, <a
 * href="https://github.com/ibireme/c_numconv_benchmark/tree/master/vendor/yy_double">yy</a>): that of the upper end of the
 * interval that rounds to the number, in units of {@link HalfUlps}. The interval is shorter than a unit; so if it holds a
 * whole number of units, that is the shortest decimal, and it is the last below the upper end. Otherwise the last whole
 * number below the number itself is the same one, and one more digit, rounded, is enough, for the interval is no shorter
 * than a tenth of a unit. That 64 bits tell the difference always was found by trying all floats ({@code
 * NumberWriterTests}).
 */
public final class FastFloatFormatter {

    static final int BIAS = 150;

    private static final int FRACTION_BITS = 23;
    private static final int LEADING_BIT = 1 << FRACTION_BITS;

    /** A little less than one half, with 60 bits behind the point. */
    private static final long BELOW_HALF = (1L << 59) - (1L << 29);

    private FastFloatFormatter() {}

    /** Writes the size of a number and answers where it ends, or -1 if it is not one of these. */
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
        // All ones or all zeros: which of them is as good as random, and a branch on it would be mispredicted.
        long holdsWhole = ((beyond >>> 1) - half) >> 63;
        return DecimalLayout.write9(into, start, whole, digit(beyond - half) & ~holdsWhole,
                HalfUlps.unitOfFloat(biased));
    }

    /** The first digit behind the point of a fraction, rounded; half-way, to the even one. */
    private static long digit(long fraction) {
        long tenfold = (fraction >>> 3) * 5;
        long isOdd = (tenfold >>> 30) & (1 << 30);
        return (tenfold + BELOW_HALF + isOdd) >>> 60;
    }
}
