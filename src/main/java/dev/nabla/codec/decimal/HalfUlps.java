package dev.nabla.codec.decimal;

/**
 * Half of the distance between neighbouring numbers, in decimal: for numbers {@code c * 2^q}, {@code 2^(q - 1)} in units
 * of {@code 10^k}, such that neighbours are no less than a tenth of a unit and less than one apart.
 */
final class HalfUlps {

    /**
     * The largest {@code q} here. Up to it no point half-way between two neighbours is a whole number of units, for that
     * takes an integer power of two, {@code 2^(q - 1 - k)}, times one of five.
     */
    private static final int LARGEST = 1;

    /** The halves as 128 bits behind the point. The indexes are the biased exponents; that of subnormal numbers has none. */
    private static final long[] HIGH = new long[FastDoubleFormatter.BIAS + LARGEST + 1];
    private static final long[] LOW = new long[HIGH.length];
    private static final short[] UNIT = new short[HIGH.length];

    /** The same as 64 bits, rounded up; 0 where there is none. */
    private static final long[] FLOAT = new long[256];
    private static final byte[] FLOAT_UNIT = new byte[FLOAT.length];

    static {
        for (int biased = 1; biased < HIGH.length; biased++) {
            enter(biased - FastDoubleFormatter.BIAS, biased);
        }
        for (int biased = 1; biased <= FastFloatFormatter.BIAS + LARGEST; biased++) {
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

    /** The half by the biased exponent of a float, or 0 if there is no entry for it. */
    static long ofFloat(int biased) {
        return FLOAT[biased];
    }

    static int unitOfFloat(int biased) {
        return FLOAT_UNIT[biased];
    }
}
