package dev.nabla.codec.decimal;

/**
 * As {@link FastFloatFormatter}, for doubles below {@code 2^54}. Results are accurate to a few units of the last bit, less than
 * {@link #ERROR}; the few numbers for which this does not suffice are rejected.
 */
public final class FastDoubleFormatter {

    static final int BIAS = 1075;

    private static final int FRACTION_BITS = 52;
    private static final long LEADING_BIT = 1L << FRACTION_BITS;

    private static final long ERROR = 8;
    private static final long HALF = 1L << 59;

    private FastDoubleFormatter() {}

    /** Writes the absolute value of a number and returns the position after the comma, or -1 if it is rejected. */
    public static int write(double value, byte[] into, int start) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (LEADING_BIT - 1);
        int biased = (int) (bits >>> FRACTION_BITS) & 0x7FF;
        if (fraction == 0 || !HalfUlps.has(biased)) {
            return -1;
        }
        long half = HalfUlps.high(biased);
        long end = 2 * (fraction | LEADING_BIT) + 1;
        long low = end * half;
        long beyond = low + Math.unsignedMultiplyHigh(end, HalfUlps.low(biased));
        long whole = Math.unsignedMultiplyHigh(end, half) + (Long.compareUnsigned(beyond, low) < 0 ? 1 : 0);
        long tenfold = ((beyond - half) >>> 3) * 5;
        if (isNear(beyond, 0) || isNear(beyond, 2 * half) || isNear(tenfold & (2 * HALF - 1), HALF)) {
            return -1;
        }
        long holdsWhole = ((beyond >>> 1) - half) >> 63;
        long digit = (tenfold + HALF) >>> 60;
        return DecimalLayout.write17(into, start, whole, digit & ~holdsWhole, HalfUlps.unit(biased));
    }

    private static boolean isNear(long a, long b) {
        return Long.compareUnsigned(a - b + ERROR, 2 * ERROR) < 0;
    }
}
