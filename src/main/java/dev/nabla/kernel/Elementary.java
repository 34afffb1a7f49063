package dev.nabla.kernel;

import static java.lang.Math.fma;

/**
 * Elementary functions in float64: exponential, logarithm and functions built on them. Results are the same bits on every
 * machine. {@link Extended} has those that return more digits.
 *
 * <p>Every function is branch-free: a sequence of additions, multiplications, divisions, fused multiply-adds, selections
 * and bit shifts, each of which IEEE 754 defines to the last bit. There are no tables and no loops, so vector lanes can do
 * the same. Polynomials are Taylor series with correctly rounded coefficients, cut where the next term is below 2⁻⁶² of the
 * result. Rounding errors of the leading terms are kept and added last.
 *
 * <p>"Within e ulp" means that the result differs from the exact value by at most {@code e} units in the last place of the
 * float64 number nearest to the exact value; 0.5 is correct rounding. The bounds are the worst measured errors, rounded up,
 * over 200,000 points of each kind in {@code ElementaryAccuracyTests}, which also has the worst points that searches found. Subnormal results of the exponential functions are
 * rounded twice: within 0.78 ulp. Special values follow C99, Annex F; NaN gives NaN.
 *
 * @see <a href="https://doi.org/10.1007/978-3-319-76526-6">Muller et al., Handbook of Floating-Point Arithmetic</a>
 */
public final class Elementary {

    /** Below it e^x − 1 rounds to −1. */
    private static final double EXPM1_MIN = -40.0;

    /** At and below it 1 + e^x and log(1 + e^x) are 1 and e^x to more than twice float64's precision. */
    static final double TAIL = -64.0;

    /** Up to it e^x does not overflow. */
    private static final double LARGE = 700;

    /** From it on tanh x rounds to 1. */
    private static final double TANH_IS_ONE = 20.0;

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
        double x = Exponential.clamp(hi, Exponential.EXP_MIN, Exponential.EXP_MAX);
        double shifted = Exponential.shifted(x);
        double r = Exponential.reduced(x, shifted);
        double rLow = Exponential.reducedLow(x == hi ? lo : 0.0, shifted);
        return Exponential.scale(Exponential.expHigh(r), Exponential.expLow(r, rLow), shifted);
    }

    /** e<sup>x</sup> − 1 − x, within 1 ulp; it is about x²/2 next to 0 and keeps its digits there. */
    public static double expm1mx(double x) {
        return x > LARGE ? exp(x) : expm1mx(x, 0.0);
    }

    /**
     * e<sup>x</sup> − 1 − x for the unevaluated sum x = hi + lo, within 1.2 ulp for |x| below 700. It is about x²/2 next to 0
     * and keeps its digits there.
     */
    public static double expm1mx(double hi, double lo) {
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
     * e<sup>x</sup> − slope·x, slope ≥ 0, infinite only if it rounds to that.
     *
     * @param exp e<sup>x</sup>, as {@link Extended#exp(double)} has it
     */
    public static double expMinusLinear(double x, DoubleDouble exp, double slope) {
        if (slope == 0) {
            return exp.value();
        }
        if (x <= LARGE) {
            return exp.minus(DoubleDouble.product(slope, x)).value();
        }
        DoubleDouble smaller = Extended.exp(Extended.LOG_TWO.times(-64).plus(x));
        return smaller.hi() <= Double.MAX_VALUE
                ? 0x1p64 * smaller.minus(DoubleDouble.product(0x1p-64 * slope, x)).value()
                : smaller.hi();
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
        double clamped = Exponential.clamp(hi, EXPM1_MIN, Exponential.EXP_MAX);
        double shifted = Exponential.shifted(clamped);
        double r = Exponential.reduced(clamped, shifted);
        double head = Exponential.expm1Head(r);
        double tail = Exponential.expm1Tail(r, Exponential.reducedLow(clamped == hi ? lo : 0.0, shifted));
        // 2^k·(1 + head + tail) − 1 = upper·(lower + lower·head + lower·tail − 1/upper), where 2^k = upper·lower
        double lower = Exponential.lowerScale(shifted);
        double upper = Exponential.upperScale(shifted);
        double inverse = 1.0 / upper;
        double power = lower - inverse;
        double powerLow = ErrorFree.differenceError(lower, inverse, power);
        double sum = power + lower * head;
        double sumLow = ErrorFree.sumError(power, lower * head, sum);
        double small = sumLow + powerLow + lower * Exponential.cubicError(r);
        return (sum + fma(lower, tail, small)) * upper;
    }

    /** The natural logarithm, within 0.52 ulp, including subnormal x and x next to 1. NaN for x below 0, −∞ for ±0. */
    public static double log(double x) {
        double boosted = x * Logarithm.boost(x);
        long exponent = Logarithm.biasedExponent(boosted);
        double k = Logarithm.power(x, exponent);
        double f = Logarithm.significand(boosted, exponent) - 1.0;
        double inverse = 1.0 / fma(0.5, f, 1.0);
        double result = fma(k, Exponential.LN2, f * inverse) + Logarithm.logTail(k, f, 0.0, inverse);
        return Logarithm.logOrSpecial(x, result);
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
        return Logarithm.plusLog1p(0.0, hi, Double.isInfinite(hi) ? 0.0 : lo);
    }

    /** log(1 + x) − x, within 0.66 ulp; it is about −x²/2 next to 0 and keeps its digits there. NaN for x below −1. */
    public static double log1pmx(double x) {
        double result = Logarithm.plusLog1p(-x, x, 0.0);
        return x == Double.POSITIVE_INFINITY ? Double.NEGATIVE_INFINITY : result;
    }

    /**
     * x<sup>y</sup> for x ≥ 0, within 0.52 ulp, and exact if the result is a float64 number. A negative x gives NaN, −0
     * counts as 0, and both x<sup>0</sup> and 1<sup>y</sup> are 1 even if the other number is NaN.
     */
    public static double pow(double x, double y) {
        DoubleDouble log = Logarithm.extendedLog(x, 0.0, 0.0);
        double logHigh = Logarithm.logOrSpecial(x, log.hi());
        double exponent = y * logHigh;
        double exponentLow = fma(y, log.lo(), fma(y, logHigh, -exponent));
        double result = exp(exponent, exponentLow);
        return y == 0.0 || x == 1.0 ? 1.0 : result;
    }

    /**
     * x<sup>y</sup> of any x, as IEEE 754's pow: a negative x has powers if y is an integer, and −0 has a sign. Within 0.52
     * ulp.
     */
    public static double realPow(double x, double y) {
        double power = pow(Math.abs(x), y);
        if (y == 0 || Double.isNaN(x) || Math.copySign(1.0, x) > 0) {
            return power;
        }
        if (Math.rint(y) != y) {
            return x < 0 && x > Double.NEGATIVE_INFINITY ? Double.NaN : power;
        }
        return Math.abs(y % 2) == 1 ? -power : power;
    }

    /** e<sup>−x²</sup>, within 0.52 ulp; 0.78 if it is subnormal. */
    public static double gaussian(double x) {
        DoubleDouble exponent = DoubleDouble.product(x, -x);
        return exp(exponent.hi(), exponent.lo());
    }

    /** The logistic function 1/(1 + e<sup>−x</sup>), within 0.52 ulp in both tails. */
    public static double sigmoid(double x) {
        double a = Exponential.clamp(-Math.abs(x), Exponential.EXP_MIN, 0.0);
        double shifted = Exponential.shifted(a);
        double r = Exponential.reduced(a, shifted);
        double tail = Exponential.expLow(r, Exponential.reducedLow(0.0, shifted));
        double significand = Exponential.expHigh(r) + tail;
        double significandLow = Exponential.expHigh(r) - significand + tail;
        // as an addend to 1, e^a no longer matters where it is below 2^-92, and is 2^-92 there
        double power = Exponential.scale(1.0, 0.0, Exponential.shifted(Math.max(a, TAIL)));
        double divisor = 1.0 + significand * power;
        double divisorLow = fma(significand, power, 1.0 - divisor) + significandLow * power;
        double inverse = 1.0 / divisor;
        double numerator = x < 0.0 ? significand : 1.0;
        double numeratorLow = x < 0.0 ? significandLow : 0.0;
        double quotient = numerator * inverse;
        double rest = fma(-quotient, divisor, numerator) + fma(-quotient, divisorLow, numeratorLow);
        return Exponential.scale(quotient, rest * inverse, x < 0.0 ? shifted : Exponential.SHIFTER);
    }

    /** tanh(hi + lo) for an unevaluated sum, |lo| ≤ ulp(hi); within 1.5 ulp. */
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
        double shifted = Exponential.shifted(a);
        double r = Exponential.reduced(a, shifted);
        double power = Exponential.scale(1.0, 0.0, shifted);
        double low = Exponential.expLow(r, Exponential.reducedLow(0.0, shifted)) * power;
        double result = Logarithm.plusLog1p(Math.max(x, 0.0), Exponential.expHigh(r) * power, low);
        return x <= TAIL ? exp(x) : result;
    }
}
