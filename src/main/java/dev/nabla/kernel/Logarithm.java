package dev.nabla.kernel;

import static dev.nabla.kernel.Exponential.EXPONENT_BIAS;
import static dev.nabla.kernel.Exponential.FRACTION_BITS;
import static dev.nabla.kernel.Exponential.LN2;
import static dev.nabla.kernel.Exponential.LN2_LOW;
import static java.lang.Math.fma;

/**
 * Argument reduction and series of the logarithm, shared by {@link Elementary} and {@link Extended}.
 *
 * <p>log x = k·ln 2 + log(1 + f) with 1 + f between √½ and √2. With z = f/(1 + f/2), log(1 + f) = 2·atanh(z/2) = z + z³/12 +
 * z⁵/80 + …, where the coefficient of zⁿ is 1/(n·2ⁿ⁻¹).
 *
 * @see <a href="https://www.netlib.org/fdlibm/">fdlibm</a>, for the logarithm through {@code f/(2+f)}
 */
final class Logarithm {

    static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;
    static final long ONE_BITS = 0x3ff0000000000000L;
    static final long TWO_TO_52_BITS = 0x4330000000000000L;

    /** 1/12 and 1/80 less their float64 values. */
    static final double TWELFTH_LOW = 0x1.5555555555555p-58;
    static final double EIGHTIETH_LOW = -0x1.999999999999ap-61;

    private Logarithm() {}

    /** addend + log(1 + hi + lo), rounded once. */
    static double plusLog1p(double addend, double hi, double lo) {
        double one = 1.0 + hi;
        double rest = ErrorFree.sumError(1.0, hi, one);
        double restAndLo = rest + lo;
        double sum = one + restAndLo;
        double sumLow = ErrorFree.sumError(one, restAndLo, sum);
        return plusLog(addend, sum, sumLow, ErrorFree.sumError(rest, lo, restAndLo));
    }

    /** addend + log(x + xLow + xLowest), rounded once. */
    private static double plusLog(double addend, double x, double xLow, double xLowest) {
        double boosted = x * boost(x);
        long exponent = biasedExponent(boosted);
        double k = power(x, exponent);
        double inversePower = Double.longBitsToDouble(Math.max(2L * EXPONENT_BIAS - exponent, 0L) << FRACTION_BITS);
        double f0 = significand(boosted, exponent) - 1.0;
        double f1 = xLow * boost(x) * inversePower;
        double f = f0 + f1;
        double fLow = ErrorFree.sumError(f0, f1, f) + xLowest * boost(x) * inversePower;
        double inverse = 1.0 / fma(0.5, f, 1.0);
        double log = logOrSpecial(x, fma(k, LN2, f * inverse));
        double sum = addend + log;
        return sum + finiteTail(sum, ErrorFree.sumError(addend, log, sum) + logTail(k, f, fLow, inverse));
    }

    /** log(1 + f + fLow) + k·ln 2 without its head, which is fma(k, LN2, z). */
    static double logTail(double k, double f, double fLow, double inverse) {
        double z = f * inverse;
        double headError = fma(k, LN2, -fma(k, LN2, z)) + z;
        double w = z * z;
        double p = 1.0 / (23L << 22);
        p = fma(p, w, 1.0 / (21L << 20));
        p = fma(p, w, 1.0 / (19L << 18));
        p = fma(p, w, 1.0 / (17L << 16));
        p = fma(p, w, 1.0 / (15L << 14));
        p = fma(p, w, 1.0 / (13L << 12));
        p = fma(p, w, 1.0 / (11L << 10));
        p = fma(p, w, 1.0 / (9L << 8));
        p = fma(p, w, 1.0 / (7L << 6));
        p = fma(p, w, 1.0 / (5L << 4));
        p = fma(p, w, 1.0 / (3L << 2));
        double zLow = fma(fLow, inverse * inverse, quotientLow(f, z, inverse));
        // 1 + w/4 approximates the derivative of the series
        double tail = fma(zLow, fma(0.25, w, 1.0), k * LN2_LOW);
        return fma(z * w, p, tail) + headError;
    }

    /** f / (1 + f/2) − z. */
    private static double quotientLow(double f, double z, double inverse) {
        double divisor = fma(0.5, f, 1.0);
        double divisorLow = fma(0.5, f, 1.0 - divisor);
        return inverse * fma(-z, divisorLow, fma(-z, divisor, f));
    }

    /** log(x + xLow + xLowest) of a positive finite x, within 2⁻⁶⁸ relative. */
    static DoubleDouble extendedLog(double x, double xLow, double xLowest) {
        double boosted = x * boost(x);
        long exponent = biasedExponent(boosted);
        double k = power(x, exponent);
        double inversePower = Double.longBitsToDouble(Math.max(2L * EXPONENT_BIAS - exponent, 0L) << FRACTION_BITS);
        DoubleDouble f = DoubleDouble.sum(significand(boosted, exponent) - 1.0, xLow * boost(x) * inversePower);
        double fLow = f.lo() + xLowest * boost(x) * inversePower;
        DoubleDouble log1p = extendedLog1p(f.hi(), fLow);
        double shift = k * LN2;
        double shiftLow = fma(k, LN2_LOW, fma(k, LN2, -shift));
        double log = shift + log1p.hi();
        return DoubleDouble.normalized(log, shift - log + log1p.hi() + (shiftLow + log1p.lo()));
    }

    /** log(1 + f + fLow), which is z + z³·series. */
    private static DoubleDouble extendedLog1p(double f, double fLow) {
        double inverse = 1.0 / fma(0.5, f, 1.0);
        double z = f * inverse;
        double zLow = fma(fLow, inverse * inverse, quotientLow(f, z, inverse));
        double w = z * z;
        double wLow = fma(2.0 * z, zLow, fma(z, z, -w));
        double cube = z * w;
        double cubeLow = fma(z, wLow, fma(zLow, w, fma(z, w, -cube)));
        DoubleDouble series = atanhSeries(w, wLow);
        double rest = cube * series.hi();
        double restLow = fma(cube, series.lo(), fma(cubeLow, series.hi(), fma(cube, series.hi(), -rest)));
        double log = z + rest;
        return new DoubleDouble(log, z - log + rest + (zLow + restLow));
    }

    /** 1/12 + w/80 + w²/448 + …, the first two terms in double-double. */
    private static DoubleDouble atanhSeries(double w, double wLow) {
        double p = 1.0 / (27L << 26);
        p = fma(p, w, 1.0 / (25L << 24));
        p = fma(p, w, 1.0 / (23L << 22));
        p = fma(p, w, 1.0 / (21L << 20));
        p = fma(p, w, 1.0 / (19L << 18));
        p = fma(p, w, 1.0 / (17L << 16));
        p = fma(p, w, 1.0 / (15L << 14));
        p = fma(p, w, 1.0 / (13L << 12));
        p = fma(p, w, 1.0 / (11L << 10));
        p = fma(p, w, 1.0 / (9L << 8));
        p = fma(p, w, 1.0 / (7L << 6));
        double factor = fma(p, w, 1.0 / 80.0);
        double factorLow = fma(p, w, 1.0 / 80.0 - factor) + fma(p, wLow, EIGHTIETH_LOW);
        double term = w * factor;
        double termLow = fma(w, factorLow, fma(wLow, factor, fma(w, factor, -term)));
        return DoubleDouble.normalized(1.0 / 12.0 + term,
                1.0 / 12.0 - (1.0 / 12.0 + term) + term + (TWELFTH_LOW + termLow));
    }

    /** The factor that brings subnormal numbers into the normal range. */
    static double boost(double x) {
        return x < Double.MIN_NORMAL ? 0x1p54 : 1.0;
    }

    /** k + 1023 for the k that leaves x·2^−k between √½ and √2. */
    static long biasedExponent(double x) {
        return (Double.doubleToRawLongBits(x) + (ONE_BITS - SQRT_HALF_BITS)) >>> FRACTION_BITS;
    }

    /** k as float64, with the boost undone. Built from bits, because not every vector unit converts integers. */
    static double power(double x, long exponent) {
        double biased = Double.longBitsToDouble(TWO_TO_52_BITS + exponent) - 0x1p52;
        return biased - (x < Double.MIN_NORMAL ? EXPONENT_BIAS + 54.0 : EXPONENT_BIAS);
    }

    /** x·2^−k, between √½ and √2. */
    static double significand(double x, long exponent) {
        return Double.longBitsToDouble(
                Double.doubleToRawLongBits(x) - ((exponent - EXPONENT_BIAS) << FRACTION_BITS));
    }

    /** The logarithm of x, or what C99 says of zero, negative numbers, infinity and NaN. */
    static double logOrSpecial(double x, double log) {
        double atMostZero = x == 0.0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        double positive = x <= Double.MAX_VALUE ? log : x;
        return x > 0.0 ? positive : atMostZero;
    }

    private static double finiteTail(double head, double tail) {
        return Math.abs(head) <= Double.MAX_VALUE ? tail : 0.0;
    }
}
