package dev.nabla.kernel;

import static java.lang.Math.fma;

/**
 * Exponential, logarithm and their kin, the same bits on every machine.
 *
 * <p>
 * Every function is a straight line of operations that IEEE 754 fixes to the last bit: addition, multiplication,
 * division, fused multiply-add, selection, and shifts of bits. There are no tables and no loops, so that vector lanes
 * can do the same. Polynomials are Taylor series, their coefficients correctly rounded fractions, cut where the next
 * term is below 2⁻⁶² of the answer. What rounding takes from the leading terms is kept and added last.
 *
 * <p>
 * "Within e ulp" says that the answer is at most {@code e} units in the last place away from the exact value, counted
 * in ulps of the float64 nearest to it; 0.5 is correct rounding. The bounds are the worst measured errors, rounded up,
 * over 200,000 points of each kind in {@code ElementaryAccuracyTests}. Subnormal answers of the exponential kind are
 * rounded twice: within 0.78 ulp. Special values are those of C99, Annex F; NaN gives NaN.
 *
 * @see <a href="https://doi.org/10.1145/63522.214389">Tang: Table-driven implementation of the exponential function
 *      (1989)</a>, for the reduction by multiples of ln 2
 * @see <a href="https://www.netlib.org/fdlibm/">fdlibm</a>, for the logarithm through {@code f/(2+f)}
 * @see <a href="https://doi.org/10.1007/978-3-319-76526-6">Muller et al., Handbook of Floating-Point Arithmetic</a>
 */
public final class Elementary {

    /** ln 2 = LN2 + LN2_LOW within 2⁻¹¹¹. */
    static final double LN2 = 0x1.62e42fefa39efp-1;
    static final double LN2_LOW = 0x1.abc9e3b39803fp-56;
    static final double INVERSE_LN2 = 0x1.71547652b82fep0;

    /** Adding it rounds to an integer, which then sits in the low bits of the sum. */
    static final double SHIFTER = 0x1.8p52;

    /** So much above the exponent of the least e^x, that of EXP_MIN, a number is normal; then it is multiplied by UNLIFT. */
    static final double LIFTED_SHIFTER = SHIFTER + 64;
    static final double UNLIFT = 0x1p-64;

    /** Beyond these e^x overflows or rounds to 0, and the exponent of its scale factors still fits. */
    static final double EXP_MAX = 710.0;
    static final double EXP_MIN = -750.0;

    /** Below it e^x − 1 rounds to −1. */
    private static final double EXPM1_MIN = -40.0;

    /** At and below it 1 + e^x and log(1 + e^x) are 1 and e^x to more than twice float64's precision. */
    private static final double TAIL = -64.0;

    /** From it on tanh x rounds to 1. */
    private static final double TANH_IS_ONE = 20.0;

    /** How much smaller than its parts a difference is that needs more of their digits. */
    private static final double CLOSE = 0x1p-8;

    private static final long SQRT_HALF_BITS = 0x3fe6a09e667f3bcdL;
    private static final long ONE_BITS = 0x3ff0000000000000L;
    private static final long TWO_TO_52_BITS = 0x4330000000000000L;
    static final int FRACTION_BITS = 52;
    static final int EXPONENT_BIAS = 1023;

    /** What 1/6, 1/12 and 1/80 leave out as float64. */
    private static final double SIXTH_LOW = 0x1.5555555555555p-57;
    private static final double TWELFTH_LOW = 0x1.5555555555555p-58;
    private static final double EIGHTIETH_LOW = -0x1.999999999999ap-61;

    private Elementary() {}

    /** e<sup>x</sup>, within 0.52 ulp. */
    public static double exp(double x) {
        return exp(x, 0.0);
    }

    /**
     * e<sup>hi+lo</sup> for an unevaluated sum, |lo| ≤ ulp(hi); within 0.52 ulp. An infinite {@code hi} alone decides,
     * whatever {@code lo} is.
     */
    public static double exp(double hi, double lo) {
        double x = clamp(hi, EXP_MIN, EXP_MAX);
        double shifted = shifted(x);
        double r = reduced(x, shifted);
        double rLow = reducedLow(x == hi ? lo : 0.0, shifted);
        return scale(expHigh(r), expLow(r, rLow), shifted);
    }

    /**
     * e<sup>x</sup> − 1 − x for the unevaluated sum x = hi + lo: how far the exponential is above its tangent at 0, which
     * is what two distributions that hardly differ have to say of each other. Within 0.6 ulp for |x| below 700.
     */
    public static double expm1MinusX(double hi, double lo) {
        if (Math.abs(hi) < 0.5) {
            double square = hi * hi;
            double squareLow = fma(2.0 * hi, lo, fma(hi, hi, -square));
            double cubic = fma(hi, fma(hi, fma(hi, quinticFactor(hi), 1.0 / 120.0), 1.0 / 24.0), 1.0 / 6.0);
            return fma(0.5, square, fma(square * hi, cubic, 0.5 * squareLow));
        }
        DoubleDouble x = new DoubleDouble(hi, lo);
        return Extended.exp(x).minus(1).minus(x).value();
    }

    /** 1/6! + x/7! + … + x¹⁰/16!. */
    private static double quinticFactor(double x) {
        double p = 1.0 / 20922789888000.0;
        p = fma(p, x, 1.0 / 1307674368000.0);
        p = fma(p, x, 1.0 / 87178291200.0);
        p = fma(p, x, 1.0 / 6227020800.0);
        p = fma(p, x, 1.0 / 479001600.0);
        p = fma(p, x, 1.0 / 39916800.0);
        p = fma(p, x, 1.0 / 3628800.0);
        p = fma(p, x, 1.0 / 362880.0);
        p = fma(p, x, 1.0 / 40320.0);
        p = fma(p, x, 1.0 / 5040.0);
        return fma(p, x, 1.0 / 720.0);
    }

    /**
     * e<sup>hi+lo</sup> for an unevaluated sum that is not positive, |lo| ≤ ulp(hi); within 0.6 ulp. It takes fewer steps
     * than {@link #exp(double, double)}, for arrays.
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

    /** e<sup>x</sup> − 1, within 0.54 ulp; small x keep all their digits, and −0 its sign. */
    public static double expm1(double x) {
        double result = expm1(x, 0.0);
        return x == 0.0 ? x : result;
    }

    /**
     * e<sup>hi+lo</sup> − 1 for an unevaluated sum, |lo| ≤ ulp(hi); within 0.54 ulp. An infinite {@code hi} alone
     * decides, whatever {@code lo} is.
     */
    public static double expm1(double hi, double lo) {
        double clamped = clamp(hi, EXPM1_MIN, EXP_MAX);
        double shifted = shifted(clamped);
        double r = reduced(clamped, shifted);
        double head = expm1Head(r);
        double tail = expm1Tail(r, reducedLow(clamped == hi ? lo : 0.0, shifted));
        // 2^k·(1 + head + tail) − 1 = upper·(lower + lower·head + lower·tail − 1/upper), where 2^k = upper·lower
        double lower = lowerScale(shifted);
        double upper = upperScale(shifted);
        double inverse = 1.0 / upper;
        double power = lower - inverse;
        double powerLow = ErrorFree.differenceError(lower, inverse, power);
        double sum = power + lower * head;
        double sumLow = ErrorFree.sumError(power, lower * head, sum);
        double small = sumLow + powerLow + lower * cubicError(r);
        return (sum + fma(lower, tail, small)) * upper;
    }

    /** The natural logarithm, within 0.52 ulp, of subnormal x and next to 1 too. NaN for x below 0, −∞ for ±0. */
    public static double log(double x) {
        double boosted = x * boost(x);
        long exponent = biasedExponent(boosted);
        double k = power(x, exponent);
        double f = significand(boosted, exponent) - 1.0;
        double inverse = 1.0 / fma(0.5, f, 1.0);
        double result = fma(k, LN2, f * inverse) + logTail(k, f, 0.0, inverse);
        return logOrSpecial(x, result);
    }

    /** log(1 + x), within 0.52 ulp; small x keep all their digits, and −0 its sign. NaN for x below −1, −∞ for −1. */
    public static double log1p(double x) {
        double result = log1p(x, 0.0);
        return x == 0.0 ? x : result;
    }

    /**
     * log(1 + hi + lo) for an unevaluated sum, |lo| ≤ ulp(hi); within 0.52 ulp. An infinite {@code hi} alone decides,
     * whatever {@code lo} is.
     */
    public static double log1p(double hi, double lo) {
        return plusLog1p(0.0, hi, Double.isInfinite(hi) ? 0.0 : lo);
    }

    /** log(1 + x) − x, within 0.52 ulp; it is about −x²/2 next to 0 and keeps its digits there. NaN for x below −1. */
    public static double log1pmx(double x) {
        double result = plusLog1p(-x, x, 0.0);
        return x == Double.POSITIVE_INFINITY ? Double.NEGATIVE_INFINITY : result;
    }

    /** log x of an unevaluated sum, within 2⁻⁶⁸ relative. NaN for x below 0, −∞ for 0. */
    public static DoubleDouble log(DoubleDouble x) {
        DoubleDouble log = accurateLog(x.hi(), x.lo(), 0.0);
        double special = logOrSpecial(x.hi(), log.hi());
        return DoubleDouble.select(Double.isFinite(special), log, DoubleDouble.of(special));
    }

    /** log(1 + x) of an unevaluated sum, within 2⁻⁶⁸ relative. NaN for x below −1, −∞ for −1. */
    public static DoubleDouble log1p(DoubleDouble x) {
        DoubleDouble one = DoubleDouble.sum(1.0, x.hi());
        DoubleDouble rest = DoubleDouble.sum(one.lo(), x.lo());
        DoubleDouble sum = DoubleDouble.sum(one.hi(), rest.hi());
        DoubleDouble log = accurateLog(sum.hi(), sum.lo(), rest.lo());
        double special = logOrSpecial(sum.hi(), log.hi());
        return DoubleDouble.select(Double.isFinite(special), log, DoubleDouble.of(special));
    }

    /**
     * x<sup>y</sup> for x ≥ 0, within 0.52 ulp, and exact where the answer is a float64 number. A negative x gives
     * NaN, −0 counts as 0, and both x<sup>0</sup> and 1<sup>y</sup> are 1 even where the other number is NaN.
     */
    public static double pow(double x, double y) {
        DoubleDouble log = accurateLog(x, 0.0, 0.0);
        double logHigh = logOrSpecial(x, log.hi());
        double exponent = y * logHigh;
        double exponentLow = fma(y, log.lo(), fma(y, logHigh, -exponent));
        double result = exp(exponent, exponentLow);
        return y == 0.0 || x == 1.0 ? 1.0 : result;
    }

    /**
     * log x − y for x above 0, within 2⁻⁶⁰ relative unless the difference is below 2⁻⁴⁰ of y: where the two are close, the
     * logarithm is taken once more, to twice float64's precision.
     */
    public static DoubleDouble wideLogLess(double x, double y) {
        DoubleDouble log = Extended.log(x);
        DoubleDouble difference = log.minus(y);
        boolean cancels = Math.abs(difference.hi()) < CLOSE * Math.abs(y);
        return cancels && Math.abs(log.hi()) <= Double.MAX_VALUE ? fullLog(x).minus(y) : difference;
    }

    /** log x within 2⁻¹⁰⁰ relative, x above 0. */
    private static DoubleDouble fullLog(double x) {
        double boosted = x * boost(x);
        long exponent = biasedExponent(boosted);
        double k = power(x, exponent);
        double f = significand(boosted, exponent) - 1.0;
        DoubleDouble z = DoubleDouble.of(f).dividedBy(DoubleDouble.sum(1.0, 0.5 * f));
        DoubleDouble square = z.squared();
        DoubleDouble series = DoubleDouble.ZERO;
        for (int odd = 43; odd > 1; odd -= 2) {
            series = series.plus(DoubleDouble.quotient(Math.scalb(1.0, 1 - odd), odd)).times(square);
        }
        return DoubleDouble.product(k, LN2).plus(DoubleDouble.product(k, LN2_LOW)).plus(z.plus(z.times(series)));
    }

    /** log(x/y) of numbers above 0, within 2⁻⁶⁷ relative where the two are close. */
    public static DoubleDouble wideLogRatio(double x, double y) {
        return 0.5 * y < x && 0.5 * x < y
                ? log1p(DoubleDouble.difference(x, y).dividedBy(y))
                : Extended.log(x).minus(Extended.log(y));
    }

    /** e<sup>x</sup> of an unevaluated sum, within 2⁻⁷⁰·|x|: for where an error of it would be magnified. */
    public static DoubleDouble wideExp(DoubleDouble x) {
        double power = exp(x.hi(), x.lo());
        return power > 0.0 && power <= Double.MAX_VALUE
                ? DoubleDouble.of(power).plus(power * x.minus(Extended.log(power)).hi())
                : DoubleDouble.of(power);
    }

    /** e<sup>x</sup> − 1 of an unevaluated sum, within 0.54 ulp, rounded to float64 where lo does not matter. */
    public static DoubleDouble wideExpm1(DoubleDouble x) {
        double power = exp(x.hi());
        return DoubleDouble.of(expm1(x.hi())).plus(power <= Double.MAX_VALUE ? x.lo() * power : 0.0);
    }

    /** The logistic function 1/(1 + e<sup>−x</sup>), within 0.52 ulp in both tails. */
    public static double sigmoid(double x) {
        double a = clamp(-Math.abs(x), EXP_MIN, 0.0);
        double shifted = shifted(a);
        double r = reduced(a, shifted);
        double tail = expLow(r, reducedLow(0.0, shifted));
        double significand = expHigh(r) + tail;
        double significandLow = expHigh(r) - significand + tail;
        // as an addend to 1, e^a no longer matters where it is below 2^-92, and is 2^-92 there
        double power = scale(1.0, 0.0, shifted(Math.max(a, TAIL)));
        double divisor = 1.0 + significand * power;
        double divisorLow = fma(significand, power, 1.0 - divisor) + significandLow * power;
        double inverse = 1.0 / divisor;
        double numerator = x < 0.0 ? significand : 1.0;
        double numeratorLow = x < 0.0 ? significandLow : 0.0;
        double quotient = numerator * inverse;
        double rest = fma(-quotient, divisor, numerator) + fma(-quotient, divisorLow, numeratorLow);
        return scale(quotient, rest * inverse, x < 0.0 ? shifted : SHIFTER);
    }

    /** tanh(hi + lo) for an unevaluated sum, |lo| ≤ ulp(hi); within 1.1 ulp. */
    public static double tanh(double hi, double lo) {
        double size = Math.min(Math.abs(hi), TANH_IS_ONE);
        double power = expm1(2.0 * size, size < TANH_IS_ONE ? 2.0 * Math.signum(hi) * lo : 0.0);
        double divisor = 2.0 + power;
        double quotient = power / divisor;
        double rest = fma(-quotient, divisor, power) - quotient * ErrorFree.sumError(2.0, power, divisor);
        return Math.copySign(quotient + rest / divisor, hi);
    }

    /** log(1 + e<sup>x</sup>) = max(x, 0) + log1p(e<sup>−|x|</sup>), within 0.52 ulp in both tails. */
    public static double softplus(double x) {
        double a = Math.max(-Math.abs(x), TAIL);
        double shifted = shifted(a);
        double r = reduced(a, shifted);
        double power = scale(1.0, 0.0, shifted);
        double low = expLow(r, reducedLow(0.0, shifted)) * power;
        double result = plusLog1p(Math.max(x, 0.0), expHigh(r) * power, low);
        return x <= TAIL ? exp(x) : result;
    }

    static double clamp(double x, double min, double max) {
        double atLeast = x < min ? min : x;
        return atLeast > max ? max : atLeast;
    }

    // e^x = 2^k · e^r, k = rint(x / ln 2), |r| ≤ ln 2 / 2. The integer k travels as SHIFTER + k.

    static double shifted(double x) {
        return fma(x, INVERSE_LN2, SHIFTER);
    }

    /** x − k·LN2, exact because it is a multiple of the last place of LN2 or of x, and small. */
    static double reduced(double x, double shifted) {
        return fma(-(shifted - SHIFTER), LN2, x);
    }

    static double reducedLow(double xLow, double shifted) {
        return fma(-(shifted - SHIFTER), LN2_LOW, xLow);
    }

    /**
     * (high + low) · 2^k, in two factors because 2^k itself may overflow or underflow. One rounding, and a second one
     * if the answer is subnormal.
     */
    private static double scale(double high, double low, double shifted) {
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

    /** Only the low twelve bits of the exponent count, so those of SHIFTER may still be above them. */
    private static double powerOfTwo(long exponent) {
        return Double.longBitsToDouble((exponent + EXPONENT_BIAS) << FRACTION_BITS);
    }

    /** The first three terms of e^r. */
    static double expHigh(double r) {
        return 1.0 + expm1Head(r);
    }

    /** The rest of e^(r + rLow): small, but more than a rounding error. */
    static double expLow(double r, double rLow) {
        return expm1Head(r) - (expHigh(r) - 1.0) + expm1Tail(r, rLow);
    }

    /** The first two terms of e^r − 1. */
    private static double expm1Head(double r) {
        return fma(0.5 * r, r, r);
    }

    /** e^(r + rLow) − 1 without its head: the head's rounding error and the terms from r³/3! on. */
    private static double expm1Tail(double r, double rLow) {
        double head = expm1Head(r);
        double headError = fma(0.5 * r, r, r - head);
        double square = r * r;
        double rest = r * cubicFactor(r);
        double power = fma(square, rest, 1.0 + head);
        return fma(square, rest, fma(rLow, power, headError));
    }

    /** What rounding takes from r³ · cubicFactor: it counts where e^x − 1 cancels, at x just above ½ ln 2. */
    private static double cubicError(double r) {
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

    // log x = k·ln 2 + log(1 + f), 1 + f between √½ and √2; z = f / (1 + f/2) makes log(1 + f) = 2·atanh(z/2) =
    // z + z³/12 + z⁵/80 + …, the coefficient of z^n being 1/(n·2^(n−1)).

    private static double plusLog1p(double addend, double hi, double lo) {
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
    private static double logTail(double k, double f, double fLow, double inverse) {
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
        // 1 + w/4: the derivative of the series, near enough
        double tail = fma(zLow, fma(0.25, w, 1.0), k * LN2_LOW);
        return fma(z * w, p, tail) + headError;
    }

    /** f / (1 + f/2) − z. */
    private static double quotientLow(double f, double z, double inverse) {
        double divisor = fma(0.5, f, 1.0);
        double divisorLow = fma(0.5, f, 1.0 - divisor);
        return inverse * fma(-z, divisorLow, fma(-z, divisor, f));
    }

    /**
     * log(x + xLow + xLowest) within 2⁻⁶⁸ relative, for powers: their exponent magnifies a relative error by up to 745.
     */
    static DoubleDouble accurateLog(double x, double xLow, double xLowest) {
        double boosted = x * boost(x);
        long exponent = biasedExponent(boosted);
        double k = power(x, exponent);
        double inversePower = Double.longBitsToDouble(Math.max(2L * EXPONENT_BIAS - exponent, 0L) << FRACTION_BITS);
        DoubleDouble f = DoubleDouble.sum(significand(boosted, exponent) - 1.0, xLow * boost(x) * inversePower);
        double fLow = f.lo() + xLowest * boost(x) * inversePower;
        DoubleDouble log1p = accurateLog1p(f.hi(), fLow);
        double shift = k * LN2;
        double shiftLow = fma(k, LN2_LOW, fma(k, LN2, -shift));
        double log = shift + log1p.hi();
        return DoubleDouble.normal(log, shift - log + log1p.hi() + (shiftLow + log1p.lo()));
    }

    /** log(1 + f + fLow), which is z + z³·series. */
    private static DoubleDouble accurateLog1p(double f, double fLow) {
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

    /** 1/12 + w/80 + w²/448 + …, its first two terms to twice float64's precision. */
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
        return DoubleDouble.normal(1.0 / 12.0 + term,
                1.0 / 12.0 - (1.0 / 12.0 + term) + term + (TWELFTH_LOW + termLow));
    }

    /** Lifts subnormal numbers into the normal range. */
    private static double boost(double x) {
        return x < Double.MIN_NORMAL ? 0x1p54 : 1.0;
    }

    /** k + 1023 for the k that leaves x·2^−k between √½ and √2. */
    private static long biasedExponent(double x) {
        return (Double.doubleToRawLongBits(x) + (ONE_BITS - SQRT_HALF_BITS)) >>> FRACTION_BITS;
    }

    /** k as a float64 number, the boost taken back; made by bits because not every vector unit converts integers. */
    private static double power(double x, long exponent) {
        double biased = Double.longBitsToDouble(TWO_TO_52_BITS + exponent) - 0x1p52;
        return biased - (x < Double.MIN_NORMAL ? EXPONENT_BIAS + 54.0 : EXPONENT_BIAS);
    }

    private static double significand(double x, long exponent) {
        return Double.longBitsToDouble(
                Double.doubleToRawLongBits(x) - ((exponent - EXPONENT_BIAS) << FRACTION_BITS));
    }

    static double logOrSpecial(double x, double log) {
        double atMostZero = x == 0.0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        double positive = x <= Double.MAX_VALUE ? log : x;
        return x > 0.0 ? positive : atMostZero;
    }

    private static double finiteTail(double head, double tail) {
        return Math.abs(head) <= Double.MAX_VALUE ? tail : 0.0;
    }
}
