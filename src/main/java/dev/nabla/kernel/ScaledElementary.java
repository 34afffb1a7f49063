package dev.nabla.kernel;

import java.math.BigInteger;

/**
 * Elementary functions to twice the digits of float64, also of numbers and with results beyond its range: for evaluating again
 * what float64 may have got wrong. {@link Elementary} and {@link Extended} are much faster.
 *
 * <p>Results are {@linkplain ScaledDoubleDouble#normalized normalized} and within 10⁻²⁸ of themselves, measured by
 * {@code ScaledElementaryTests}; arguments count as exact. Special values follow C99, Annex F; NaN gives NaN.
 */
public final class ScaledElementary {

    /** What log 2 is beyond {@link Exponential#LN2} and {@link Exponential#LN2_LOW}. */
    private static final double LN2_LOWEST = 0x1.7b57a079a1934p-111;

    /** Beyond it e^x is infinite or 0. */
    private static final double LARGEST = ScaledDoubleDouble.LARGEST_EXPONENT * Exponential.LN2;

    /** Below 2^TINY, x is e^x − 1, sin x and the like to all digits. */
    private static final int TINY = -110;
    private static final double HALF_LN2 = 0.5 * Exponential.LN2;
    private static final double SQRT_TWO = 0x1.6a09e667f3bcdp0;

    /** Terms of series whose next term does not count. */
    private static final int EXPONENTIAL_TERMS = 28;
    private static final int ARTANH_TERMS = 24;

    /** Powers with an integer exponent up to it are products. */
    private static final int LARGEST_FACTOR_COUNT = 64;
    private static final int POWER_BITS = 200;

    /** From it on every number counts as an integer. */
    private static final int INTEGER_EXPONENT = 900;

    private ScaledElementary() {}

    /** e<sup>x</sup>. */
    public static ScaledDoubleDouble exp(ScaledDoubleDouble x) {
        return exp(x.toDoubleDouble());
    }

    static ScaledDoubleDouble exp(DoubleDouble x) {
        double high = x.hi();
        if (!(Math.abs(high) < LARGEST)) {
            return ScaledDoubleDouble.of(StrictMath.exp(high));
        }
        double k = Math.rint(high * Exponential.INVERSE_LN2);
        DoubleDouble rest = DoubleDouble.product(-k, Exponential.LN2).plus(x)
                .plus(DoubleDouble.product(-k, Exponential.LN2_LOW)).plus(-k * LN2_LOWEST);
        return new ScaledDoubleDouble(Extended.expm1OfSmall(rest).plus(1), (int) k).normalized();
    }

    /** e<sup>x</sup> − 1. */
    public static ScaledDoubleDouble expm1(ScaledDoubleDouble x) {
        if (isTiny(x)) {
            return x.normalized();
        }
        DoubleDouble argument = x.toDoubleDouble();
        return Math.abs(argument.hi()) < HALF_LN2
                ? ScaledDoubleDouble.of(Extended.expm1OfSmall(argument))
                : exp(argument).minus(ScaledDoubleDouble.ONE).normalized();
    }

    /** e<sup>x</sup> − 1 − x. */
    public static ScaledDoubleDouble expm1mx(ScaledDoubleDouble x) {
        if (isTiny(x)) {
            return x.squared().shifted(-1).normalized();
        }
        DoubleDouble argument = x.toDoubleDouble();
        if (Math.abs(argument.hi()) < HALF_LN2) {
            return ScaledDoubleDouble.of(expm1mxSeries(argument));
        }
        ScaledDoubleDouble power = exp(argument);
        return power.isInfinite() ? power : power.minus(ScaledDoubleDouble.ONE).minus(x).normalized();
    }

    /** x²/2! + x³/3! + …, |x| ≤ ½ ln 2. */
    private static DoubleDouble expm1mxSeries(DoubleDouble x) {
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int k = EXPONENTIAL_TERMS; k > 2; k--) {
            sum = sum.plus(1).times(x).dividedBy(k);
        }
        return sum.plus(1).times(x.squared().half());
    }

    /** The natural logarithm. NaN for x below 0, −∞ for ±0. */
    public static ScaledDoubleDouble log(ScaledDoubleDouble x) {
        ScaledDoubleDouble number = x.normalized();
        if (!(number.sign() > 0) || number.isInfinite()) {
            return ScaledDoubleDouble.of(StrictMath.log(number.significand().hi()));
        }
        int k = binaryExponent(number);
        DoubleDouble significand = number.shifted(-k).toDoubleDouble();
        return ScaledDoubleDouble.of(log1pOfSmall(significand.minus(1)).plus(Extended.LOG_TWO.times(k)));
    }

    /** The k that leaves x·2^−k between √½ and √2. */
    private static int binaryExponent(ScaledDoubleDouble normalized) {
        return normalized.exponent() + (normalized.significand().hi() > SQRT_TWO ? 1 : 0);
    }

    /** log(1 + x), |x| below ½: a step of Newton's method. */
    private static DoubleDouble log1pOfSmall(DoubleDouble x) {
        double log = Elementary.log1p(x.hi());
        DoubleDouble rest = x.plus(x.plus(1).times(Extended.expm1OfSmall(DoubleDouble.of(-log))));
        return rest.minus(rest.squared().half()).plus(log);
    }

    /** log(1 + x). NaN for x below −1, −∞ for −1. */
    public static ScaledDoubleDouble log1p(ScaledDoubleDouble x) {
        if (isTiny(x)) {
            return x.normalized();
        }
        double size = x.value();
        return size > -0.25 && size < 0.4
                ? ScaledDoubleDouble.of(log1pOfSmall(x.toDoubleDouble()))
                : log(x.plus(ScaledDoubleDouble.ONE));
    }

    /** log(1 + x) − x. NaN for x below −1. */
    public static ScaledDoubleDouble log1pmx(ScaledDoubleDouble x) {
        if (isTiny(x)) {
            return x.squared().shifted(-1).negated().normalized();
        }
        if (x.isInfinite()) {
            return ScaledDoubleDouble.of(Elementary.log1pmx(x.value()));
        }
        double size = x.value();
        return size > -0.25 && size < 0.4
                ? ScaledDoubleDouble.of(log1pmxSeries(x.toDoubleDouble()))
                : log1p(x).minus(x).normalized();
    }

    /** 2 artanh(s) − x = 2s³(1/3 + s²/5 + …) − x·s with s = x/(2 + x), |s| < 0.2. */
    private static DoubleDouble log1pmxSeries(DoubleDouble x) {
        DoubleDouble s = x.dividedBy(x.plus(2));
        DoubleDouble square = s.squared();
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int k = ARTANH_TERMS; k > 0; k--) {
            sum = sum.times(square).plus(DoubleDouble.quotient(2, 2 * k + 1));
        }
        return sum.times(square).minus(x).times(s);
    }

    /** The binary logarithm. */
    public static ScaledDoubleDouble log2(ScaledDoubleDouble x) {
        return log(x).dividedBy(Extended.LOG_TWO).normalized();
    }

    /** The decimal logarithm. */
    public static ScaledDoubleDouble log10(ScaledDoubleDouble x) {
        return log(x).dividedBy(Logarithms.LOG_TEN).normalized();
    }

    /** The square root. NaN for x below 0. */
    public static ScaledDoubleDouble sqrt(ScaledDoubleDouble x) {
        ScaledDoubleDouble number = x.normalized();
        return number.isZero() ? number : number.squareRoot().normalized();
    }

    /** The hyperbolic sine. */
    public static ScaledDoubleDouble sinh(ScaledDoubleDouble x) {
        ScaledDoubleDouble power = expm1(x.abs());
        if (power.isInfinite() || isTiny(x)) {
            return power.withSignOf(x);
        }
        return power.plus(power.dividedBy(power.plus(ScaledDoubleDouble.ONE))).shifted(-1).normalized().withSignOf(x);
    }

    /** The hyperbolic cosine. */
    public static ScaledDoubleDouble cosh(ScaledDoubleDouble x) {
        ScaledDoubleDouble power = exp(x.abs());
        return power.plus(ScaledDoubleDouble.ONE.dividedBy(power)).shifted(-1).normalized();
    }

    /** The hyperbolic tangent. */
    public static ScaledDoubleDouble tanh(ScaledDoubleDouble x) {
        ScaledDoubleDouble power = expm1(x.abs().shifted(1));
        return power.isInfinite()
                ? ScaledDoubleDouble.ONE.withSignOf(x)
                : power.dividedBy(power.plus(ScaledDoubleDouble.of(2))).normalized().withSignOf(x);
    }

    /** x<sup>y</sup>, as IEEE 754's pow: a negative x has powers if y is an integer; x<sup>0</sup> and 1<sup>y</sup> are 1. */
    public static ScaledDoubleDouble pow(ScaledDoubleDouble x, ScaledDoubleDouble y) {
        if (y.isZero() || x.isEqualTo(ScaledDoubleDouble.ONE)) {
            return ScaledDoubleDouble.ONE;
        }
        ScaledDoubleDouble base = x.normalized();
        ScaledDoubleDouble exponent = y.normalized();
        if (isSpecial(base) || isSpecial(exponent)) {
            return ScaledDoubleDouble.of(specialPow(base, exponent));
        }
        boolean isInteger = floor(exponent).isEqualTo(exponent);
        if (base.sign() < 0 && !isInteger) {
            return ScaledDoubleDouble.of(Double.NaN);
        }
        ScaledDoubleDouble power = isInteger && Math.abs(exponent.value()) <= LARGEST_FACTOR_COUNT
                ? integerPower(base.abs(), (int) exponent.value())
                : positivePower(base.abs(), exponent);
        return base.sign() < 0 && isOdd(exponent) ? power.negated() : power;
    }

    private static boolean isSpecial(ScaledDoubleDouble x) {
        return x.isZero() || !Double.isFinite(x.significand().hi());
    }

    /** By small numbers that compare with 1 and are odd, even or fractional as the given ones. */
    private static double specialPow(ScaledDoubleDouble x, ScaledDoubleDouble y) {
        if (y.isInfinite() && x.abs().isEqualTo(ScaledDoubleDouble.ONE)) {
            return 1;
        }
        double base = isSpecial(x)
                ? x.significand().hi()
                : Math.scalb(x.sign(), x.abs().isLessThan(ScaledDoubleDouble.ONE) ? -1 : 1);
        if (isSpecial(y)) {
            return StrictMath.pow(base, y.significand().hi());
        }
        double integer = isOdd(y) ? 1 : 2;
        return StrictMath.pow(base, y.sign() * (floor(y).isEqualTo(y) ? integer : 0.5));
    }

    private static boolean isOdd(ScaledDoubleDouble y) {
        ScaledDoubleDouble half = y.shifted(-1);
        return floor(y).isEqualTo(y) && !floor(half).isEqualTo(half);
    }

    private static ScaledDoubleDouble integerPower(ScaledDoubleDouble x, int y) {
        ScaledDoubleDouble power = ScaledDoubleDouble.ONE;
        ScaledDoubleDouble square = x;
        for (int n = Math.abs(y); n > 0; n >>= 1) {
            power = n % 2 == 1 ? power.times(square).normalized() : power;
            square = square.squared().normalized();
        }
        return y < 0 ? ScaledDoubleDouble.ONE.dividedBy(power).normalized() : power;
    }

    /** 2^n·e^r with y·log x = n·log 2 + r, of which r needs more digits than double-double has. */
    private static ScaledDoubleDouble positivePower(ScaledDoubleDouble x, ScaledDoubleDouble y) {
        ScaledDoubleDouble estimate = log(x).times(y).normalized();
        if (estimate.isZero() || estimate.exponent() < TINY || !(Math.abs(estimate.value()) < LARGEST)) {
            return exp(estimate);
        }
        int k = binaryExponent(x);
        DoubleDouble significand = x.shifted(-k).toDoubleDouble();
        int closeness = k == 0 ? -ScaledDoubleDouble.of(significand.minus(1)).exponent() : 0;
        int bits = POWER_BITS + closeness;
        BigInteger log = FixedPoint.log(FixedPoint.of(significand, bits), bits)
                .add(FixedPoint.logTwo(bits).multiply(BigInteger.valueOf(k)));
        BigInteger product = log.multiply(FixedPoint.of(y.significand(), POWER_BITS)).shiftRight(bits - y.exponent());
        BigInteger logTwo = FixedPoint.logTwo(POWER_BITS);
        BigInteger n = FixedPoint.nearestInteger(product, logTwo);
        DoubleDouble rest = FixedPoint.toScaled(product.subtract(n.multiply(logTwo)), POWER_BITS).toDoubleDouble();
        return new ScaledDoubleDouble(Extended.expm1OfSmall(rest).plus(1), n.intValueExact()).normalized();
    }

    /** The largest integer that is not above x. */
    public static ScaledDoubleDouble floor(ScaledDoubleDouble x) {
        ScaledDoubleDouble number = x.normalized();
        if (isSpecial(number) || number.exponent() >= INTEGER_EXPONENT) {
            return number;
        }
        DoubleDouble pair = number.exponent() < -1 ? DoubleDouble.of(0.25 * number.sign()) : number.toDoubleDouble();
        double high = Math.floor(pair.hi());
        return ScaledDoubleDouble.of(
                high == pair.hi() ? DoubleDouble.normalized(high, Math.floor(pair.lo())) : DoubleDouble.of(high));
    }

    /** The smallest integer that is not below x. */
    public static ScaledDoubleDouble ceil(ScaledDoubleDouble x) {
        return floor(x.negated()).negated();
    }

    /** The nearest integer; of two, the even one. */
    public static ScaledDoubleDouble rint(ScaledDoubleDouble x) {
        ScaledDoubleDouble floor = floor(x);
        if (isSpecial(x) || floor.isEqualTo(x)) {
            return floor;
        }
        ScaledDoubleDouble half = ScaledDoubleDouble.of(0.5);
        ScaledDoubleDouble rest = x.minus(floor);
        boolean isDown = rest.isLessThan(half) || (rest.isEqualTo(half) && !isOdd(floor));
        return (isDown ? floor : floor.plus(ScaledDoubleDouble.ONE).normalized()).abs().withSignOf(x);
    }

    /** Whether x is so small that its square does not count beside 1. */
    static boolean isTiny(ScaledDoubleDouble x) {
        return x.isZero() || (Double.isFinite(x.significand().hi()) && x.normalized().exponent() < TINY);
    }
}
