package dev.nabla.codec.decimal;

/**
 * Rounds a decimal number to the nearest double.
 *
 * <p>Small significands and exponents need one exact multiplication or division (Clinger 1990). Others are multiplied by a
 * power of five truncated to 128 bits (Lemire 2021, <a href="https://arxiv.org/abs/2101.11408">arXiv:2101.11408</a>); the
 * product is too small by less than 2 units of its 128th bit, which almost always determines the rounding.
 */
public final class DecimalRounding {

    /** Any 64-bit number times a smaller power of ten rounds to 0, times one above the largest to infinity. */
    private static final int SMALLEST_EXPONENT = PowersOfTen.SMALLEST_EXPONENT;
    private static final int LARGEST_EXPONENT = 308;

    /** The powers of ten that are exact in double. */
    private static final double[] EXACT_POWERS_OF_TEN = exactPowersOfTen();

    private DecimalRounding() {}

    private static double[] exactPowersOfTen() {
        double[] powers = new double[23];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    /**
     * The double nearest to {@code significand * 10^exponent}, or NaN if this algorithm cannot determine it.
     *
     * @param significand an unsigned integer
     */
    public static double nearestDouble(long significand, int exponent) {
        if (significand >>> 32 == 0 && Math.abs(exponent) < EXACT_POWERS_OF_TEN.length) {
            return exponent < 0
                    ? significand / EXACT_POWERS_OF_TEN[-exponent]
                    : significand * EXACT_POWERS_OF_TEN[exponent];
        }
        if (significand == 0) {
            return 0;
        }
        if (exponent < SMALLEST_EXPONENT || exponent > LARGEST_EXPONENT) {
            return exponent < 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return product(significand, exponent);
    }

    private static double product(long significand, int exponent) {
        int zeros = Long.numberOfLeadingZeros(significand);
        long factor = significand << zeros;
        long power = PowersOfTen.high(exponent);
        long carried = Math.unsignedMultiplyHigh(factor, PowersOfTen.low(exponent));
        long product = factor * power;
        long low = product + carried;
        long high = Math.unsignedMultiplyHigh(factor, power) + carry(product, carried);
        int top = 63 - Long.numberOfLeadingZeros(high);
        return round(high, low, top, top + 128 + PowersOfTen.weight(exponent) - zeros);
    }

    /** The carry of an unsigned 64-bit addition. It is random, and a branch would be mispredicted. */
    private static long carry(long a, long b) {
        return ((a & b) | ((a | b) & ~(a + b))) >>> 63;
    }

    /**
     * Rounds a 128-bit product to double.
     *
     * @param top the index of the leading bit of {@code high}
     * @param exponent the power of two of that bit
     */
    private static double round(long high, long low, int top, int exponent) {
        int dropped = top - 52;
        long half = 1L << (dropped - 1);
        long fromHalf = (high & (2 * half - 1)) - half;
        boolean unclear = fromHalf == low && (low == 0 || low == -1);
        if (unclear || exponent < Double.MIN_EXPONENT || exponent > Double.MAX_EXPONENT) {
            return Double.NaN;
        }
        // The leading bit increments the exponent, and so does the carry if rounding overflows the significand.
        long up = (high >>> (dropped - 1)) & 1;
        long bits = ((long) (exponent + Double.MAX_EXPONENT - 1) << 52) + (high >>> dropped) + up;
        return Double.longBitsToDouble(bits);
    }
}
