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
    public static final DoubleDouble LOG_TWO = new DoubleDouble(Exponential.LN2, Exponential.LN2_LOW);

    /** The part of the larger below which a difference of an exponential and a number is computed with care. */
    private static final double CLOSE = 0x1p-5;

    /** The size of x − log y below which e^x and y are close. */
    private static final double NEAR = 0x1p-6;

    /** How much smaller than its parts a difference is that needs more of their digits. */
    private static final double CLOSE_LOG = 0x1p-8;

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
        double clamped = Exponential.clamp(x.hi(), Exponential.EXP_MIN, Exponential.EXP_MAX);
        double shifted = Exponential.shifted(clamped);
        DoubleDouble significand = significand(clamped, clamped == x.hi() ? x.lo() : 0, shifted);
        double lower = Exponential.lowerScale(shifted);
        double upper = Exponential.upperScale(shifted);
        double high = significand.hi() * lower * upper;
        return new DoubleDouble(high, high <= Double.MAX_VALUE ? significand.lo() * lower * upper : 0);
    }

    /** e<sup>x</sup> without over- or underflow, within 2⁻⁵⁸ of itself. */
    public static Scaled scaledExp(DoubleDouble x) {
        double clamped = Exponential.clamp(x.hi(), -LARGEST_EXPONENT, LARGEST_EXPONENT);
        double shifted = Exponential.shifted(clamped);
        double low = clamped == x.hi() ? x.lo() : 0;
        return new Scaled(significand(clamped, low, shifted), (int) (shifted - Exponential.SHIFTER));
    }

    private static DoubleDouble significand(double x, double low, double shifted) {
        double r = Exponential.reduced(x, shifted);
        return DoubleDouble.normal(Exponential.expHigh(r),
                Exponential.expLow(r, Exponential.reducedLow(low, shifted)));
    }

    /** e<sup>x</sup> without over- or underflow, within 2⁻⁹⁶ of itself: some twenty times slower. */
    public static Scaled preciseExp(double x) {
        double clamped = Exponential.clamp(x, -LARGEST_EXPONENT, LARGEST_EXPONENT);
        double k = Math.rint(clamped * Exponential.INVERSE_LN2);
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
        int k = (int) Math.rint(x * Exponential.INVERSE_LN2);
        DoubleDouble difference = expm1OfSmall(reduced(x, k)).minus(Math.scalb(y, -k) - 1);
        return new DoubleDouble(Math.scalb(difference.hi(), k), Math.scalb(difference.lo(), k));
    }

    /** x − k·ln 2. */
    private static DoubleDouble reduced(double x, double k) {
        return DoubleDouble.product(-k, Exponential.LN2).plus(x).plus(DoubleDouble.product(-k, Exponential.LN2_LOW));
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

    /** The natural logarithm, within 2⁻⁶⁹ of itself. NaN for x below 0, −∞ for 0. */
    public static DoubleDouble log(double x) {
        return log(DoubleDouble.of(x));
    }

    /** The natural logarithm, within 2⁻⁶⁸ of itself. NaN for x below 0, −∞ for 0. */
    public static DoubleDouble log(DoubleDouble x) {
        DoubleDouble log = Logarithm.extendedLog(x.hi(), x.lo(), 0.0);
        double special = Logarithm.logOrSpecial(x.hi(), log.hi());
        return DoubleDouble.select(Double.isFinite(special), log, DoubleDouble.of(special));
    }

    /** log(1 + x), within 2⁻⁶⁸ of itself; small x keep all their digits. NaN for x below −1, −∞ for −1. */
    public static DoubleDouble log1p(DoubleDouble x) {
        DoubleDouble one = DoubleDouble.sum(1.0, x.hi());
        DoubleDouble rest = DoubleDouble.sum(one.lo(), x.lo());
        DoubleDouble sum = DoubleDouble.sum(one.hi(), rest.hi());
        DoubleDouble log = Logarithm.extendedLog(sum.hi(), sum.lo(), rest.lo());
        double special = Logarithm.logOrSpecial(sum.hi(), log.hi());
        return DoubleDouble.select(Double.isFinite(special), log, DoubleDouble.of(special));
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
        int k = (int) Math.rint(x * Exponential.INVERSE_LN2);
        double m = Math.scalb(y, -k);
        return expm1OfSmall(reduced(x, k)).minus(m - 1).dividedBy(m);
    }

    /**
     * log x − y for x above 0, within 2⁻⁶⁰ relative unless the difference is below 2⁻⁴⁰ of y: where the two are close, the
     * logarithm is taken once more, to twice float64's precision.
     */
    public static DoubleDouble wideLogLess(double x, double y) {
        DoubleDouble log = log(x);
        DoubleDouble difference = log.minus(y);
        boolean cancels = Math.abs(difference.hi()) < CLOSE_LOG * Math.abs(y);
        return cancels && Math.abs(log.hi()) <= Double.MAX_VALUE ? fullLog(x).minus(y) : difference;
    }

    /** log x within 2⁻¹⁰⁰ relative, x above 0. */
    private static DoubleDouble fullLog(double x) {
        double boosted = x * Logarithm.boost(x);
        long exponent = Logarithm.biasedExponent(boosted);
        double k = Logarithm.power(x, exponent);
        double f = Logarithm.significand(boosted, exponent) - 1.0;
        DoubleDouble z = DoubleDouble.of(f).dividedBy(DoubleDouble.sum(1.0, 0.5 * f));
        DoubleDouble square = z.squared();
        DoubleDouble series = DoubleDouble.ZERO;
        for (int odd = 43; odd > 1; odd -= 2) {
            series = series.plus(DoubleDouble.quotient(Math.scalb(1.0, 1 - odd), odd)).times(square);
        }
        return DoubleDouble.product(k, Exponential.LN2).plus(DoubleDouble.product(k, Exponential.LN2_LOW))
                .plus(z.plus(z.times(series)));
    }

    /** log(x/y) of numbers above 0, within 2⁻⁶⁷ relative where the two are close. */
    public static DoubleDouble wideLogRatio(double x, double y) {
        return 0.5 * y < x && 0.5 * x < y
                ? log1p(DoubleDouble.difference(x, y).dividedBy(y))
                : log(x).minus(log(y));
    }

    /** e<sup>x</sup> of an unevaluated sum, within 2⁻⁷⁰·|x|: for where an error of it would be magnified. */
    public static DoubleDouble wideExp(DoubleDouble x) {
        double power = Elementary.exp(x.hi(), x.lo());
        return power > 0.0 && power <= Double.MAX_VALUE
                ? DoubleDouble.of(power).plus(power * x.minus(log(power)).hi())
                : DoubleDouble.of(power);
    }

    /** e<sup>x</sup> − 1 of an unevaluated sum, within 0.54 ulp, rounded to float64 where lo does not matter. */
    public static DoubleDouble wideExpm1(DoubleDouble x) {
        double power = Elementary.exp(x.hi());
        return DoubleDouble.of(Elementary.expm1(x.hi())).plus(power <= Double.MAX_VALUE ? x.lo() * power : 0.0);
    }
}
