package dev.nabla.kernel;

import static java.lang.Math.fma;

/**
 * Exponentials and logarithms with more digits than float64 has, for the terms of a sum that cancels. The special values
 * are those of {@link Elementary}.
 */
public final class Extended {

    /** log 2π. */
    public static final DoubleDouble LOG_TWO_PI = new DoubleDouble(0x1.d67f1c864beb5p0, -0x1.65b5a1b7ff5dfp-54);

    /** log 2. */
    public static final DoubleDouble LOG_TWO = new DoubleDouble(Elementary.LN2, Elementary.LN2_LOW);

    /** The part of the larger below which a difference of an exponential and a number is computed with care. */
    private static final double CLOSE = 0x1p-5;

    /** The size of x − log y below which e^x and y are close. */
    private static final double NEAR = 0x1p-6;

    /** Below it three terms of the series of log(1 + x) are enough. */
    private static final double TINY = 0x1p-30;

    /** Below it e^x − 1 is x. */
    private static final double LINEAR = 0x1p-100;

    /** Up to it e^x does not overflow. */
    private static final double LARGE = 700;

    /** Beyond it an exponential times any few float64 numbers overflows, or underflows. */
    private static final double LARGEST_EXPONENT = 20_000;

    private static final DoubleDouble INVERSE_5040 = DoubleDouble.quotient(1, 5040);
    private static final DoubleDouble INVERSE_720 = DoubleDouble.quotient(1, 720);
    private static final DoubleDouble INVERSE_120 = DoubleDouble.quotient(1, 120);
    private static final DoubleDouble INVERSE_24 = DoubleDouble.quotient(1, 24);
    private static final DoubleDouble INVERSE_6 = DoubleDouble.quotient(1, 6);

    private Extended() {}

    /** e<sup>x</sup>, within 2⁻⁵⁸ of itself unless it is subnormal. */
    public static DoubleDouble exp(double x) {
        return exp(DoubleDouble.of(x));
    }

    /** e<sup>x</sup>, within 2⁻⁵⁸ of itself unless it is subnormal. */
    public static DoubleDouble exp(DoubleDouble x) {
        double clamped = Elementary.clamp(x.hi(), Elementary.EXP_MIN, Elementary.EXP_MAX);
        double shifted = Elementary.shifted(clamped);
        DoubleDouble significand = significand(clamped, clamped == x.hi() ? x.lo() : 0, shifted);
        double lower = Elementary.lowerScale(shifted);
        double upper = Elementary.upperScale(shifted);
        double high = significand.hi() * lower * upper;
        return new DoubleDouble(high, high <= Double.MAX_VALUE ? significand.lo() * lower * upper : 0);
    }

    /** e<sup>x</sup> without over- or underflow, within 2⁻⁵⁸ of itself. */
    public static Scaled scaledExp(DoubleDouble x) {
        double clamped = Elementary.clamp(x.hi(), -LARGEST_EXPONENT, LARGEST_EXPONENT);
        double shifted = Elementary.shifted(clamped);
        double low = clamped == x.hi() ? x.lo() : 0;
        return new Scaled(significand(clamped, low, shifted), (int) (shifted - Elementary.SHIFTER));
    }

    private static DoubleDouble significand(double x, double low, double shifted) {
        double r = Elementary.reduced(x, shifted);
        return DoubleDouble.normal(Elementary.expHigh(r),
                Elementary.expLow(r, Elementary.reducedLow(low, shifted)));
    }

    /** e<sup>x</sup> without over- or underflow, within 2⁻⁹⁶ of itself: some twenty times slower. */
    public static Scaled preciseExp(double x) {
        double clamped = Elementary.clamp(x, -LARGEST_EXPONENT, LARGEST_EXPONENT);
        double k = Math.rint(clamped * Elementary.INVERSE_LN2);
        return new Scaled(expm1OfSmall(reduced(clamped, k)).plus(1), (int) k);
    }

    /**
     * e<sup>x</sup> − y, y ≥ 0, within 2⁻⁵⁴ of itself, or 2⁻¹⁰⁰ times |log y| of e<sup>x</sup> where x is next to log y.
     */
    public static DoubleDouble expMinus(double x, double y) {
        DoubleDouble difference = exp(x).minus(y);
        return Math.abs(difference.hi()) < CLOSE * y ? closeExpMinus(x, y) : difference;
    }

    /** e<sup>x</sup> − slope·x, slope ≥ 0, infinite only where it rounds to that. */
    public static double expMinusLine(double x, double slope) {
        if (slope == 0) {
            return Elementary.exp(x);
        }
        if (x <= LARGE) {
            return exp(x).minus(DoubleDouble.product(slope, x)).value();
        }
        DoubleDouble smaller = exp(LOG_TWO.times(-64).plus(x));
        return smaller.hi() <= Double.MAX_VALUE
                ? 0x1p64 * smaller.minus(DoubleDouble.product(0x1p-64 * slope, x)).value()
                : smaller.hi();
    }

    /** e^x = 2^k·e^r, y = 2^k·m: their difference is 2^k·(expm1(r) − (m − 1)), where m − 1 is exact. */
    private static DoubleDouble closeExpMinus(double x, double y) {
        int k = (int) Math.rint(x * Elementary.INVERSE_LN2);
        DoubleDouble difference = expm1OfSmall(reduced(x, k)).minus(Math.scalb(y, -k) - 1);
        return new DoubleDouble(Math.scalb(difference.hi(), k), Math.scalb(difference.lo(), k));
    }

    /** x − k·ln 2. */
    private static DoubleDouble reduced(double x, double k) {
        return DoubleDouble.product(-k, Elementary.LN2).plus(x).plus(DoubleDouble.product(-k, Elementary.LN2_LOW));
    }

    /** e^r − 1, |r| ≤ ½ ln 2, within 2⁻¹⁰⁰ of itself: a series of r/16, doubled four times by e(2 + e). */
    private static DoubleDouble expm1OfSmall(DoubleDouble r) {
        if (Math.abs(r.hi()) < LINEAR) {
            return r;
        }
        DoubleDouble s = new DoubleDouble(0x1p-4 * r.hi(), 0x1p-4 * r.lo());
        DoubleDouble p = s.times(expRest(s.hi())).plus(INVERSE_5040);
        p = s.times(p).plus(INVERSE_720);
        p = s.times(p).plus(INVERSE_120);
        p = s.times(p).plus(INVERSE_24);
        p = s.times(p).plus(INVERSE_6);
        p = s.times(p).plus(0.5);
        return doubled(doubled(doubled(doubled(s.times(p).times(s).plus(s)))));
    }

    private static DoubleDouble doubled(DoubleDouble expm1) {
        return expm1.times(expm1.plus(2));
    }

    /** 1/8! + s/9! + … + s⁶/14!. */
    private static double expRest(double s) {
        double p = 1.0 / 87178291200.0;
        p = fma(p, s, 1.0 / 6227020800.0);
        p = fma(p, s, 1.0 / 479001600.0);
        p = fma(p, s, 1.0 / 39916800.0);
        p = fma(p, s, 1.0 / 3628800.0);
        p = fma(p, s, 1.0 / 362880.0);
        return fma(p, s, 1.0 / 40320.0);
    }

    /** e<sup>x</sup> − 1, within 2⁻⁵⁵ of itself. */
    public static DoubleDouble expm1(DoubleDouble x) {
        return Math.abs(x.hi()) < 0.5 ? Bregman.ofExp(x).plus(x) : exp(x).minus(1);
    }

    /** x<sup>y</sup>, x ≥ 0, without over- or underflow, within 2⁻⁵⁸ of itself, or 2⁻⁶⁹ times its exponent. */
    public static Scaled pow(double x, DoubleDouble y) {
        return scaledExp(log(x).times(y));
    }

    /** The natural logarithm, within 2⁻⁶⁹ of itself. */
    public static DoubleDouble log(double x) {
        if (!(x > 0 && x <= Double.MAX_VALUE)) {
            return DoubleDouble.of(Elementary.log(x));
        }
        return Elementary.accurateLog(x, 0, 0);
    }

    /** The natural logarithm, within 2⁻⁶⁹ of itself or, next to 1, 2⁻¹⁰⁴. */
    public static DoubleDouble log(DoubleDouble x) {
        DoubleDouble log = log(x.hi());
        return log.plus(Double.isFinite(log.hi()) ? x.lo() / x.hi() : 0);
    }

    /** log(1 + x), within 2⁻⁶⁸ of itself. */
    public static DoubleDouble log1p(DoubleDouble x) {
        if (Math.abs(x.hi()) < TINY) {
            // x − x²/2 + x³/3
            DoubleDouble square = x.squared();
            return x.minus(square.half()).plus(square.hi() * x.hi() / 3);
        }
        return log(x.plus(1));
    }

    /** log(x/y) of two positive finite numbers, within 2⁻⁶⁸ of itself. */
    public static DoubleDouble logRatio(double x, double y) {
        DoubleDouble quotient = DoubleDouble.quotient(x, y);
        boolean isNormal = quotient.hi() > 0x1p-900 && quotient.hi() < 0x1p900;
        if (!isNormal) {
            return log(x).minus(log(y));
        }
        boolean isNear = quotient.hi() > 0.75 && quotient.hi() < 1.5;
        return isNear ? log1p(DoubleDouble.difference(x, y).dividedBy(y)) : log(quotient);
    }

    /** x − log y, y ≥ 0, within 2⁻⁵⁴ of itself, or 2⁻¹⁰⁰ times |log y| where x is next to log y. */
    public static DoubleDouble minusLog(double x, double y) {
        DoubleDouble difference = log(y).negated().plus(x);
        double size = Math.abs(difference.hi());
        return size < NEAR && size < NEAR * Math.abs(x) ? log1p(closeRatio(x, y)) : difference;
    }

    /** e^x/y − 1 = (expm1(r) − (m − 1))/m, as {@link #closeExpMinus}. */
    private static DoubleDouble closeRatio(double x, double y) {
        int k = (int) Math.rint(x * Elementary.INVERSE_LN2);
        double m = Math.scalb(y, -k);
        return expm1OfSmall(reduced(x, k)).minus(m - 1).dividedBy(m);
    }
}
