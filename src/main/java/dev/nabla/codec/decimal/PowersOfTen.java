package dev.nabla.codec.decimal;

import java.math.BigInteger;

/** The leading 128 bits of the powers of ten, rounded down; they are those of the powers of five. */
final class PowersOfTen {

    static final int SMALLEST_EXPONENT = -342;
    static final int LARGEST_EXPONENT = 324;

    /** The leading bits of powers of five and the power of two of the last bit, indexed by exponent minus the smallest. */
    private static final long[] HIGH = new long[LARGEST_EXPONENT - SMALLEST_EXPONENT + 1];
    private static final long[] LOW = new long[HIGH.length];
    private static final short[] WEIGHT = new short[HIGH.length];

    static {
        BigInteger power = BigInteger.ONE;
        for (int exponent = 0; exponent <= -SMALLEST_EXPONENT; exponent++) {
            if (exponent <= LARGEST_EXPONENT) {
                int weight = power.bitLength() - 128;
                enter(exponent, power.shiftLeft(128).shiftRight(128 + weight), weight);
            }
            if (exponent > 0) {
                int weight = -(power.bitLength() + 127);
                enter(-exponent, BigInteger.ONE.shiftLeft(-weight).divide(power), weight);
            }
            power = power.multiply(BigInteger.valueOf(5));
        }
    }

    private PowersOfTen() {}

    private static void enter(int exponent, BigInteger leading, int weight) {
        int index = exponent - SMALLEST_EXPONENT;
        HIGH[index] = leading.shiftRight(64).longValue();
        LOW[index] = leading.longValue();
        WEIGHT[index] = (short) weight;
    }

    static long high(int exponent) {
        return HIGH[exponent - SMALLEST_EXPONENT];
    }

    static long low(int exponent) {
        return LOW[exponent - SMALLEST_EXPONENT];
    }

    /** The power of two of the last of the 128 bits. */
    static int weight(int exponent) {
        return WEIGHT[exponent - SMALLEST_EXPONENT] + exponent;
    }
}
