package dev.nabla.kernel;

import static java.lang.Math.fma;

/**
 * Exponentials and logarithms with more digits than float64, for terms that cancel. Functions named as in
 * {@link Elementary} compute the same in double-double. Special values are those of {@link Elementary}.
 *
 * <p>"Within e of itself" is the relative error, measured by {@code ExtendedTests}.
 */
public final class Extended {

    /** log 2π. */
    public static final DoubleDouble LOG_TWO_PI = new DoubleDouble(0x1.d67f1c864beb5p0, -0x1.65b5a1b7ff5dfp-54);

    /** log 2. */
    public static final DoubleDouble LOG_TWO = new DoubleDouble(Exponential.LN2, Exponential.LN2_LOW);

    /** If |e^x − y| is below this fraction of y, the difference is computed by another formula. */
    private static final double CLOSE = 0x1p-5;

    /** If |x − log y| is below this, absolutely and relative to x, the difference is computed by another formula. */
    private static final double NEAR = 0x1p-6;

    /** Below it e^x − 1 is x to all digits. */
    private static final double LINEAR = 0x1p-100;

    /** Below it log(1 + x) − x is its series up to x⁸. */
    private static final double SMALL = 0x1p-10;

    /** Below it e^x − 1 − x is its series up to x¹⁴. */
    private static final double HALF_LN2 = 0.5 * Exponential.LN2;

    /** Below this ratio of two numbers, their difference does not keep all digits of the smaller one. */
    private static final double LOW = 0x1p-4;

    /** Below it the rounding error of a quotient may underflow. */
    private static final double SUBNORMAL = 0x1p-900;
    private static final double LIFT = 0x1p200;

    /** Below it log(1 + e^x) is e^x to all digits. */
    private static final double TAIL = -64;

    /** Beyond it e^x overflows or underflows even after multiplication by several float64 numbers. */
    private static final double LARGEST_EXPONENT = 20_000;

    private static final DoubleDouble INVERSE_5040 = DoubleDouble.quotient(1, 5040);
    private static final DoubleDouble INVERSE_720 = DoubleDouble.quotient(1, 720);
    private static final DoubleDouble INVERSE_120 = DoubleDouble.quotient(1, 120);
    private static final DoubleDouble INVERSE_24 = DoubleDouble.quotient(1, 24);
    private static final DoubleDouble INVERSE_6 = DoubleDouble.quotient(1, 6);
    private static final DoubleDouble INVERSE_3 = DoubleDouble.quotient(1, 3);

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
    public static ScaledDoubleDouble scaledExp(DoubleDouble x) {
        double clamped = Exponential.clamp(x.hi(), -LARGEST_EXPONENT, LARGEST_EXPONENT);
        double shifted = Exponential.shifted(clamped);
        double low = clamped == x.hi() ? x.lo() : 0;
        return new ScaledDoubleDouble(significand(clamped, low, shifted), (int) (shifted - Exponential.SHIFTER));
    }

    private static DoubleDouble significand(double x, double low, double shifted) {
        double r = Exponential.reduced(x, shifted);
        return DoubleDouble.normalized(Exponential.expHigh(r),
                Exponential.expLow(r, Exponential.reducedLow(low, shifted)));
    }

    /**
     * e<sup>x</sup>, within 2⁻⁷⁰·|x| of itself: {@link #exp} and one step of Newton's method. It takes 8 times as long as
     * {@code exp}, and {@link #preciseExp} 19 times.
     */
    public static DoubleDouble refinedExp(DoubleDouble x) {
        double power = Elementary.exp(x.hi(), x.lo());
        return power > 0.0 && power <= Double.MAX_VALUE
                ? DoubleDouble.of(power).plus(power * x.minus(log(power)).hi())
                : DoubleDouble.of(power);
    }

    /** e<sup>x</sup> without over- or underflow, within 2⁻⁹⁶ of itself. */
    public static ScaledDoubleDouble preciseExp(double x) {
        double clamped = Exponential.clamp(x, -LARGEST_EXPONENT, LARGEST_EXPONENT);
        double k = Math.rint(clamped * Exponential.INVERSE_LN2);
        return new ScaledDoubleDouble(expm1OfSmall(reduced(clamped, k)).plus(1), (int) k);
    }

    /** The logistic function 1/(1 + e<sup>−x</sup>), within 2⁻⁵⁷ of itself unless it is subnormal. */
    public static DoubleDouble sigmoid(DoubleDouble x) {
        DoubleDouble tail = exp(x.abs().negated());
        return DoubleDouble.select(x.hi() < 0, tail, DoubleDouble.ONE).dividedBy(tail.plus(1));
    }

    /** The logistic function without underflow, within 2⁻⁵⁷ of itself; 0 at −∞. */
    public static ScaledDoubleDouble scaledSigmoid(DoubleDouble x) {
        ScaledDoubleDouble tail = scaledTail(x);
        ScaledDoubleDouble share = x.hi() < 0 ? tail : ScaledDoubleDouble.ONE;
        return share.dividedBy(tail.toDoubleDouble().plus(1));
    }

    /** e<sup>−|x|</sup>; 0 at infinity. */
    private static ScaledDoubleDouble scaledTail(DoubleDouble x) {
        return Double.isInfinite(x.hi()) ? ScaledDoubleDouble.ZERO : scaledExp(x.abs().negated());
    }

    /** log(1 + e<sup>x</sup>) without underflow, within 2⁻⁵⁷ of itself; 0 at −∞. */
    public static ScaledDoubleDouble scaledSoftplus(DoubleDouble x) {
        return x.hi() < TAIL ? scaledTail(x) : ScaledDoubleDouble.of(softplus(x));
    }

    /** log(1 + e<sup>x</sup>), within 2⁻⁵⁷ of itself unless it is subnormal. */
    public static DoubleDouble softplus(DoubleDouble x) {
        DoubleDouble log = log1p(exp(x.abs().negated()));
        return x.hi() > 0 ? log.plus(x) : log;
    }

    /**
     * e<sup>x</sup> − y, y ≥ 0, within 2⁻⁵⁴ of itself, or within 2⁻¹⁰⁰·|log y| of e<sup>x</sup> if x is next to log y.
     */
    public static DoubleDouble expMinus(double x, double y) {
        return expMinus(x, exp(x), y);
    }

    /** {@link #expMinus(double, double)}, if e<sup>x</sup> is known. */
    public static DoubleDouble expMinus(double x, DoubleDouble expOfX, double y) {
        DoubleDouble difference = expOfX.minus(y);
        return Math.abs(difference.hi()) < CLOSE * y ? closeExpMinus(x, y) : difference;
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

    /** e^r − 1, |r| ≤ ½ ln 2, within 2⁻¹⁰⁰ of itself: the series of r/16, and four times expm1(2s) = expm1(s)·(expm1(s) + 2). */
    static DoubleDouble expm1OfSmall(DoubleDouble r) {
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
        return Math.abs(x.hi()) < 0.5 ? expm1mx(x).plus(x) : exp(x).minus(1);
    }

    /**
     * e<sup>x</sup> − 1, rounded to float64 before the first-order effect of {@code x.lo()} is added. It stays beside
     * {@link #expm1}, which is closer in the same time, because gradients and Hessians of {@code aft} and
     * {@code weibull_nll} would change in the last bit.
     */
    public static DoubleDouble roundedExpm1(DoubleDouble x) {
        double power = Elementary.exp(x.hi());
        return DoubleDouble.of(Elementary.expm1(x.hi())).plus(power <= Double.MAX_VALUE ? x.lo() * power : 0.0);
    }

    /** e<sup>x</sup> − 1 − x, within 2⁻⁵⁵ of itself; about x²/2 next to 0. Never negative. */
    public static DoubleDouble expm1mx(DoubleDouble x) {
        double size = Math.abs(x.hi());
        if (size < HALF_LN2) {
            return expm1mxSeries(x);
        }
        if (size < 2 * HALF_LN2) {
            // with y = x/2: e^2y − 1 − 2y = (e^y − 1)² + 2(e^y − 1 − y)
            DoubleDouble rest = expm1mxSeries(x.half());
            return rest.plus(x.half()).squared().plus(rest.plus(rest));
        }
        DoubleDouble exp = exp(x);
        return exp.hi() <= Double.MAX_VALUE ? exp.minus(1).minus(x) : exp;
    }

    /** x²/2 + x³/6 + … + x¹⁴/14!. */
    private static DoubleDouble expm1mxSeries(DoubleDouble x) {
        double fourth = x.hi() * x.hi() * (x.hi() * x.hi());
        DoubleDouble square = x.squared().half();
        DoubleDouble cube = square.times(x).times(INVERSE_3);
        return square.plus(cube).plus(fourth * Exponential.quarticFactor(x.hi()));
    }

    /** x<sup>y</sup>, x ≥ 0, without over- or underflow, within 2⁻⁵⁸ + 2⁻⁶⁹·|y·log x| of itself. */
    public static ScaledDoubleDouble pow(double x, DoubleDouble y) {
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

    /** The natural logarithm of a number also beyond float64, within 2⁻⁶⁸ of itself. NaN for x below 0, −∞ for 0. */
    public static DoubleDouble log(ScaledDoubleDouble x) {
        return x.isDoubleDouble()
                ? log(x.toDoubleDouble())
                : log(x.significand()).plus(LOG_TWO.times(x.exponent()));
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

    /** log(1 + x) − x for x ≥ −1 + 2⁻⁴, within 2⁻⁵⁹ of itself; about −x²/2 next to 0. Never positive. */
    public static DoubleDouble log1pmx(DoubleDouble x) {
        double high = x.hi();
        if (Math.abs(high) < SMALL) {
            return x.squared().half().plus(high * high * high * cubicFactor(high)).negated();
        }
        return high <= Double.MAX_VALUE ? log(x.plus(1)).minus(x) : x.negated();
    }

    /** −1/3 + x/4 − … + x⁵/8. */
    private static double cubicFactor(double x) {
        double p = fma(1.0 / 8.0, x, -1.0 / 7.0);
        p = fma(p, x, 1.0 / 6.0);
        p = fma(p, x, -1.0 / 5.0);
        p = fma(p, x, 1.0 / 4.0);
        return fma(p, x, -1.0 / 3.0);
    }

    /** The Itakura–Saito divergence a/b − 1 − log(a/b) of two positive finite numbers, within 2⁻⁵⁹ of itself. */
    public static DoubleDouble itakuraSaito(double a, double b) {
        double smaller = Math.min(a, b);
        if (smaller > 0 && smaller < SUBNORMAL && Math.max(a, b) < 1 / LIFT) {
            return itakuraSaito(a * LIFT, b * LIFT);
        }
        if (a >= LOW * b) {
            return log1pmx(DoubleDouble.difference(a, b).dividedBy(b)).negated();
        }
        return logRatio(b, a).minus(1).plus(DoubleDouble.quotient(a, b));
    }

    /** x − log y, y ≥ 0, within 2⁻⁵⁴ of itself, or an absolute 2⁻¹⁰⁰·|log y| if x is next to log y. */
    public static DoubleDouble minusLog(double x, double y) {
        return minusLog(x, y, log(y));
    }

    /** {@link #minusLog(double, double)}, if the logarithm of y is known. */
    public static DoubleDouble minusLog(double x, double y, DoubleDouble logOfY) {
        DoubleDouble difference = logOfY.negated().plus(x);
        double size = Math.abs(difference.hi());
        return size < NEAR && size < NEAR * Math.abs(x) ? log1p(closeRatio(x, y)) : difference;
    }

    /** e^x/y − 1 = (expm1(r) − (m − 1))/m, as {@link #closeExpMinus}. */
    private static DoubleDouble closeRatio(double x, double y) {
        int k = (int) Math.rint(x * Exponential.INVERSE_LN2);
        double m = Math.scalb(y, -k);
        return expm1OfSmall(reduced(x, k)).minus(m - 1).dividedBy(m);
    }
}
