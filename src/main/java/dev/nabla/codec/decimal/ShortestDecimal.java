package dev.nabla.codec.decimal;

/**
 * Finds the decimal with the fewest digits, at least two, that rounds to a number; if there are several, the nearest.
 *
 * <p>This is Schubfach (Giulietti 2020, <a href="https://drive.google.com/file/d/1gp5xv4CAa78SVgCeWfGqqI4FfYYYuNFb">The
 * Schubfach way to render doubles</a>): a binary number {@code c * 2^q} and the ends of the interval that rounds to it
 * are scaled by a power of ten such that the interval contains one or two integers and at most one multiple of ten. The
 * scaled values are in quarters and rounded to odd: an odd quarter represents anything between its even neighbors, so
 * comparisons with even quarters are exact.
 */
public final class ShortestDecimal {

    private static final int DOUBLE_BITS = 52;
    private static final long SMALLEST_NORMAL_DOUBLE = 1L << DOUBLE_BITS;
    private static final int DOUBLE_BIAS = 1075;

    private static final int FLOAT_BITS = 23;
    private static final long SMALLEST_NORMAL_FLOAT = 1L << FLOAT_BITS;
    private static final int FLOAT_BIAS = 150;

    private long digits;
    private int exponent;

    /** The digits as an integer, which may have trailing zeros. */
    public long digits() {
        return digits;
    }

    /** The power of ten by which to multiply the digits. */
    public int exponent() {
        return exponent;
    }

    /** Finds the digits of a positive, finite number. */
    public void find(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (SMALLEST_NORMAL_DOUBLE - 1);
        int biased = (int) (bits >>> DOUBLE_BITS);
        if (biased == 0) {
            subnormal(fraction, 1 - DOUBLE_BIAS, true);
        } else {
            find(SMALLEST_NORMAL_DOUBLE | fraction, biased - DOUBLE_BIAS, fraction == 0 && biased > 1, true);
        }
    }

    /** Finds the digits of a positive, finite number. */
    public void find(float value) {
        int bits = Float.floatToRawIntBits(value);
        long fraction = bits & (SMALLEST_NORMAL_FLOAT - 1);
        int biased = bits >>> FLOAT_BITS;
        if (biased == 0) {
            subnormal(fraction, 1 - FLOAT_BIAS, false);
        } else {
            find(SMALLEST_NORMAL_FLOAT | fraction, biased - FLOAT_BIAS, fraction == 0 && biased > 1, false);
        }
    }

    /** The smallest numbers have a single digit; multiplied by ten, they have two. */
    private void subnormal(long fraction, int q, boolean wide) {
        boolean tiny = fraction < (wide ? 3 : 8);
        find(tiny ? 10 * fraction : fraction, q, false, wide);
        if (tiny) {
            exponent--;
        }
    }

    /**
     * Finds the digits of {@code c * 2^q}.
     *
     * @param uneven whether the next lower number is only half as far away as the next higher one
     */
    private void find(long c, int q, boolean uneven, boolean wide) {
        int k = uneven ? floorLog10ThreeQuarters(q) : floorLog10(q);
        int shift = q + floorLog2OfPowerOfTen(-k) + 1;
        long middle = scaled(4 * c, shift, -k, wide);
        long lower = scaled(4 * c - (uneven ? 1 : 2), shift, -k, wide);
        long upper = scaled(4 * c + 2, shift, -k, wide);
        // The interval includes its ends if c is even.
        long first = lower + (c & 1);
        long last = upper - (c & 1);
        exponent = k;
        choose(middle, first, last);
    }

    /** Chooses among the candidates without branches: the choice is random, and they would be mispredicted. */
    private void choose(long middle, long first, long last) {
        long floor = middle >>> 2;
        long below = isLess(first - 1, 4 * floor);
        long above = isLess(4 * floor + 3, last);
        long nearer = isLess(4 * floor + 2, middle + (floor & 1));
        digits = floor + select(below ^ above, above, nearer);
        if (floor >= 100) {
            long ten = 10 * (floor / 10);
            long tenBelow = isLess(first - 1, 4 * ten);
            long tenAbove = isLess(4 * ten + 39, last);
            digits = select(tenBelow ^ tenAbove, ten + 10 * tenAbove, digits);
        }
    }

    private static long isLess(long a, long b) {
        return (a - b) >>> 63;
    }

    private static long select(long one, long ifOne, long ifZero) {
        return ifZero ^ ((ifZero ^ ifOne) & -one);
    }

    private static long scaled(long quarters, int shift, int power, boolean wide) {
        return wide ? scaledDouble(quarters << shift, power) : scaledFloat(quarters << (shift + 32), power);
    }

    /** The product with 128 bits of a power of ten, rounded to odd; too large by less than 2 units of its 128th bit. */
    private static long scaledDouble(long factor, int power) {
        long high = PowersOfTen.high(power);
        long carried = Math.unsignedMultiplyHigh(factor, PowersOfTen.low(power) + 1);
        long low = factor * high + carried;
        long product = Math.unsignedMultiplyHigh(factor, high);
        if (Long.compareUnsigned(low, carried) < 0) {
            product++;
        }
        return product | (Long.compareUnsigned(low, 1) > 0 ? 1 : 0);
    }

    /** As {@link #scaledDouble}, with 64 bits of the power and a 32-bit factor. */
    private static long scaledFloat(long factor, int power) {
        long product = Math.unsignedMultiplyHigh(factor, PowersOfTen.high(power) + 1);
        return product >>> 32 | ((product & 0xFFFFFFFFL) > 1 ? 1 : 0);
    }

    /** The floor of the logarithm to base ten of {@code 2^q}. */
    static int floorLog10(int q) {
        return (int) ((q * 661_971_961_083L) >> 41);
    }

    /** The floor of the logarithm to base ten of {@code 3/4 * 2^q}. */
    static int floorLog10ThreeQuarters(int q) {
        return (int) ((q * 661_971_961_083L - 274_743_187_321L) >> 41);
    }

    /** The floor of the logarithm to base two of {@code 10^k}. */
    static int floorLog2OfPowerOfTen(int k) {
        return (int) ((k * 913_124_641_741L) >> 38);
    }
}
