package dev.nabla.kernel;

import java.math.BigInteger;

/**
 * Numbers as integers, in units of 2<sup>−bits</sup>: for the few steps that need more digits than double-double has.
 */
final class FixedPoint {

    /** How many bits of the constants are known. */
    static final int MOST_BITS = 4600;

    private static final BigInteger PI = arctangentOfInverse(5).shiftLeft(4)
            .subtract(arctangentOfInverse(239).shiftLeft(2));
    private static final BigInteger LOG_TWO = inverseHyperbolicTangent(
            BigInteger.ONE.shiftLeft(MOST_BITS).divide(BigInteger.valueOf(3)), MOST_BITS)
            .shiftLeft(1);

    /** Bits of a result, of which double-double keeps the first 106. */
    private static final int RESULT_BITS = 120;
    private static final int FRACTION_BITS = 52;

    private FixedPoint() {}

    /** π, correct but for the last few bits of {@link #MOST_BITS}. */
    static BigInteger pi(int bits) {
        return PI.shiftRight(MOST_BITS - bits);
    }

    /** log 2, as {@link #pi}. */
    static BigInteger logTwo(int bits) {
        return LOG_TWO.shiftRight(MOST_BITS - bits);
    }

    /** A finite number, rounded down. */
    static BigInteger of(DoubleDouble number, int bits) {
        return of(number.hi(), bits).add(of(number.lo(), bits));
    }

    private static BigInteger of(double number, int bits) {
        int exponent = Math.max(Math.getExponent(number), Double.MIN_EXPONENT) - FRACTION_BITS;
        return BigInteger.valueOf((long) Math.scalb(number, -exponent)).shiftLeft(exponent + bits);
    }

    /** The number nearest to {@code number} · 2<sup>−bits</sup>, within 2⁻¹⁰⁶ of itself. */
    static ScaledDoubleDouble toScaled(BigInteger number, int bits) {
        int shift = Math.max(number.bitLength() - RESULT_BITS, 0);
        BigInteger leading = number.shiftRight(shift);
        double high = leading.doubleValue();
        double low = leading.subtract(of(high, 0)).doubleValue();
        return ScaledDoubleDouble.of(new DoubleDouble(high, low)).shifted(shift - bits);
    }

    /** The integer nearest to a/b, b above 0. */
    static BigInteger nearestInteger(BigInteger a, BigInteger b) {
        BigInteger shifted = a.add(b.shiftRight(1));
        return shifted.subtract(shifted.mod(b)).divide(b);
    }

    /** log m = 2·artanh((m − 1)/(m + 1)) of m between ½ and 2. */
    static BigInteger log(BigInteger m, int bits) {
        BigInteger one = BigInteger.ONE.shiftLeft(bits);
        BigInteger z = m.subtract(one).shiftLeft(bits).divide(m.add(one));
        BigInteger log = inverseHyperbolicTangent(z.abs(), bits).shiftLeft(1);
        return z.signum() < 0 ? log.negate() : log;
    }

    /** z + z³/3 + z⁵/5 + …, z ≥ 0. */
    private static BigInteger inverseHyperbolicTangent(BigInteger z, int bits) {
        BigInteger square = z.multiply(z).shiftRight(bits);
        BigInteger sum = BigInteger.ZERO;
        BigInteger power = z;
        for (int n = 1; power.signum() > 0; n += 2) {
            sum = sum.add(power.divide(BigInteger.valueOf(n)));
            power = power.multiply(square).shiftRight(bits);
        }
        return sum;
    }

    /** arctan 1/n, by which Machin's formula is π = 16·arctan 1/5 − 4·arctan 1/239. */
    private static BigInteger arctangentOfInverse(int n) {
        BigInteger square = BigInteger.valueOf((long) n * n);
        BigInteger power = BigInteger.ONE.shiftLeft(MOST_BITS).divide(BigInteger.valueOf(n));
        BigInteger sum = BigInteger.ZERO;
        for (int k = 0; power.signum() > 0; k++) {
            BigInteger term = power.divide(BigInteger.valueOf(2L * k + 1));
            sum = k % 2 == 0 ? sum.add(term) : sum.subtract(term);
            power = power.divide(square);
        }
        return sum;
    }
}
