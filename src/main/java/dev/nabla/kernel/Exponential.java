package dev.nabla.kernel;

import static java.lang.Math.fma;

/**
 * Argument reduction and series of the exponential, shared by {@link Elementary} and {@link Extended}.
 *
 * <p>e<sup>x</sup> = 2<sup>k</sup>·e<sup>r</sup> with k = rint(x / ln 2), so that |r| ≤ ½ ln 2. The integer k is kept as the
 * float64 number {@code SHIFTER + k}. The series are Taylor series with correctly rounded coefficients.
 *
 * @see <a href="https://doi.org/10.1145/63522.214389">Tang (1989), Table-driven implementation of the exponential
 *     function</a>, for the reduction by multiples of ln 2
 */
final class Exponential {

    /** ln 2 = LN2 + LN2_LOW within 2⁻¹¹¹. */
    static final double LN2 = 0x1.62e42fefa39efp-1;
    static final double LN2_LOW = 0x1.abc9e3b39803fp-56;
    static final double INVERSE_LN2 = 0x1.71547652b82fep0;

    /** Adding it rounds to an integer, which then sits in the low bits of the sum. */
    static final double SHIFTER = 0x1.8p52;

    /** A shifter that raises the exponent by 64, so that even e^EXP_MIN is normal until it is multiplied by UNLIFT. */
    static final double LIFTED_SHIFTER = SHIFTER + 64;
    static final double UNLIFT = 0x1p-64;

    /** Beyond these e^x overflows or rounds to 0, and the exponent of its scale factors still fits. */
    static final double EXP_MAX = 710.0;
    static final double EXP_MIN = -750.0;

    static final int FRACTION_BITS = 52;
    static final int EXPONENT_BIAS = 1023;

    /** 1/6 less its float64 value. */
    private static final double SIXTH_LOW = 0x1.5555555555555p-57;

    private Exponential() {}

    /**
     * e<sup>hi+lo</sup> for an unevaluated sum ≤ 0, |lo| ≤ ulp(hi); within 0.65 ulp. It is the array loop's exponential,
     * separate from {@link Elementary#exp(double, double)} because it takes fewer steps, and {@link VectorKernel} mirrors
     * it operation by operation.
     */
    static double expBelowOne(double hi, double lo) {
        double shifted = fma(hi, INVERSE_LN2, LIFTED_SHIFTER);
        double minusK = LIFTED_SHIFTER - shifted;
        double r = fma(minusK, LN2, hi);
        double rLow = fma(minusK, LN2_LOW, lo);
        double square = r * r;
        double factor = squareFactor(r, square);
        double high = 1.0 + r;
        double tail = fma(square, factor, fma(fma(square, factor, r), rLow, rLow));
        double significand = high + (1.0 - high + r + tail);
        long bits = Double.doubleToRawLongBits(significand) + (Double.doubleToRawLongBits(shifted) << FRACTION_BITS);
        return hi < EXP_MIN ? 0.0 : Double.longBitsToDouble(bits) * UNLIFT;
    }

    /** 1/2! + r/3! + … + r¹¹/13!. */
    private static double squareFactor(double r, double square) {
        double p2 = fma(fma(1.0 / 120.0, r, 1.0 / 24.0), square, fma(1.0 / 6.0, r, 0.5));
        double p6 = fma(fma(1.0 / 362880.0, r, 1.0 / 40320.0), square, fma(1.0 / 5040.0, r, 1.0 / 720.0));
        double p10 = fma(fma(1.0 / 6227020800.0, r, 1.0 / 479001600.0), square,
                fma(1.0 / 39916800.0, r, 1.0 / 3628800.0));
        double fourth = square * square;
        return fma(fma(p10, fourth, p6), fourth, p2);
    }

    static double clamp(double x, double min, double max) {
        double atLeast = x < min ? min : x;
        return atLeast > max ? max : atLeast;
    }

    /** SHIFTER + k, k = rint(x / ln 2). */
    static double shifted(double x) {
        return fma(x, INVERSE_LN2, SHIFTER);
    }

    /** x − k·LN2, exact because it is a multiple of the last place of LN2 or of x, and small. */
    static double reduced(double x, double shifted) {
        return fma(-(shifted - SHIFTER), LN2, x);
    }

    /** xLow − k·LN2_LOW: what {@link #reduced} leaves out. */
    static double reducedLow(double xLow, double shifted) {
        return fma(-(shifted - SHIFTER), LN2_LOW, xLow);
    }

    /**
     * (high + low) · 2^k. The power is applied in two factors, because 2^k itself may overflow or underflow. Rounds once,
     * and a second time if the result is subnormal.
     */
    static double scale(double high, double low, double shifted) {
        double lower = lowerScale(shifted);
        return fma(high, lower, low * lower) * upperScale(shifted);
    }

    /** 2^⌊k/2⌋. */
    static double lowerScale(double shifted) {
        return powerOfTwo(Double.doubleToRawLongBits(shifted) >>> 1);
    }

    /** 2^⌈k/2⌉. */
    static double upperScale(double shifted) {
        long bits = Double.doubleToRawLongBits(shifted);
        return powerOfTwo(bits - (bits >>> 1));
    }

    /** Only the low twelve bits of the exponent matter, so the bits of SHIFTER above them are harmless. */
    private static double powerOfTwo(long exponent) {
        return Double.longBitsToDouble((exponent + EXPONENT_BIAS) << FRACTION_BITS);
    }

    /** The first three terms of e^r, rounded. */
    static double expHigh(double r) {
        return 1.0 + expm1Head(r);
    }

    /** e^(r + rLow) − expHigh(r): small, but larger than a rounding error. */
    static double expLow(double r, double rLow) {
        return expm1Head(r) - (expHigh(r) - 1.0) + expm1Tail(r, rLow);
    }

    /** The first two terms of e^r − 1. */
    static double expm1Head(double r) {
        return fma(0.5 * r, r, r);
    }

    /** e^(r + rLow) − 1 without its head: the head's rounding error and the terms from r³/3! on. */
    static double expm1Tail(double r, double rLow) {
        double head = expm1Head(r);
        double headError = fma(0.5 * r, r, r - head);
        double square = r * r;
        double rest = r * cubicFactor(r);
        double power = fma(square, rest, 1.0 + head);
        return fma(square, rest, fma(rLow, power, headError));
    }

    /** The rounding error of r³ · cubicFactor. It matters where e^x − 1 cancels, at x just above ½ ln 2. */
    static double cubicError(double r) {
        double factor = cubicFactor(r);
        double factorLow = fma(quarticFactor(r), r, 1.0 / 6.0 - factor) + SIXTH_LOW;
        double square = r * r;
        double rest = r * factor;
        double restLow = fma(r, factorLow, fma(r, factor, -rest));
        return fma(square, restLow, fma(r, r, -square) * rest);
    }

    /** 1/3! + r/4! + … + r¹¹/14!. */
    private static double cubicFactor(double r) {
        return fma(quarticFactor(r), r, 1.0 / 6.0);
    }

    /** 1/4! + r/5! + … + r¹⁰/14!. */
    static double quarticFactor(double r) {
        double p = 1.0 / 87178291200.0;
        p = fma(p, r, 1.0 / 6227020800.0);
        p = fma(p, r, 1.0 / 479001600.0);
        p = fma(p, r, 1.0 / 39916800.0);
        p = fma(p, r, 1.0 / 3628800.0);
        p = fma(p, r, 1.0 / 362880.0);
        p = fma(p, r, 1.0 / 40320.0);
        p = fma(p, r, 1.0 / 5040.0);
        p = fma(p, r, 1.0 / 720.0);
        p = fma(p, r, 1.0 / 120.0);
        return fma(p, r, 1.0 / 24.0);
    }
}
