package dev.nabla.codec.decimal;

/**
 * Half ulps in decimal: for numbers {@code c * 2^q}, {@code 2^(q - 1)} in units of {@code 10^k}, with k such that an ulp is at
 * least a tenth of a unit and less than one.
 */
final class HalfUlps {

    /**
     * The largest {@code q} in the table. Up to it, no midpoint of neighboring numbers is a whole number of units: that would
     * take an integer power of two, {@code 2^(q - 1 - k)}, times one of five.
     */
    private static final int MAX_Q = 1;

    /** Half ulps in fixed point with 128 fraction bits, by biased exponent; there is no entry for subnormal numbers. */
    private static final long[] HIGH = new long[FastDoubleFormatter.BIAS + MAX_Q + 1];
    private static final long[] LOW = new long[HIGH.length];
    private static final short[] UNIT = new short[HIGH.length];

    /** The same for floats with 64 fraction bits, rounded up; 0 if there is no entry. */
    private static final long[] FLOAT = new long[256];
    private static final byte[] FLOAT_UNIT = new byte[FLOAT.length];

    static {
        for (int biased = 1; biased < HIGH.length; biased++) {
            enter(biased - FastDoubleFormatter.BIAS, biased);
        }
        for (int biased = 1; biased <= FastFloatFormatter.BIAS + MAX_Q; biased++) {
            int same = biased - FastFloatFormatter.BIAS + FastDoubleFormatter.BIAS;
            FLOAT[biased] = HIGH[same] + 1;
            FLOAT_UNIT[biased] = (byte) UNIT[same];
        }
    }

    private HalfUlps() {}

    private static void enter(int q, int index) {
        int unit = ShortestDecimal.floorLog10(q) + 1;
        int dropped = 1 - q - 128 - PowersOfTen.weight(-unit);
        long high = PowersOfTen.high(-unit);
        HIGH[index] = high >>> dropped;
        LOW[index] = (high << (Long.SIZE - dropped)) | (PowersOfTen.low(-unit) >>> dropped);
        UNIT[index] = (short) unit;
    }

    /** Whether there is an entry for a biased exponent of a double. */
    static boolean has(int biased) {
        return biased > 0 && biased < HIGH.length;
    }

    static long high(int biased) {
        return HIGH[biased];
    }

    static long low(int biased) {
        return LOW[biased];
    }

    /** The power of ten that is the unit. */
    static int unit(int biased) {
        return UNIT[biased];
    }

    /** The half ulp for the biased exponent of a float, or 0 if there is no entry. */
    static long ofFloat(int biased) {
        return FLOAT[biased];
    }

    static int unitOfFloat(int biased) {
        return FLOAT_UNIT[biased];
    }
}
