package dev.nabla.oracle;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;

/** Functions to more than 40 digits: the elementary ones by big-math, the second opinion, and the special ones. */
public final class Reference {

    private static final int DIGITS = 45;
    private static final MathContext CONTEXT = new MathContext(DIGITS);
    private static final int SMALL = -20;
    private static final MathContext WIDE = new MathContext(DIGITS - 2 * SMALL);
    private static final BigDecimal LN2 = BigDecimalMath.log(BigDecimal.TWO, WIDE);

    private static final BigDecimal SQRT_TWO = BigDecimal.TWO.sqrt(new MathContext(200));
    private static final SpecialFunctions SPECIAL = new SpecialFunctions(DIGITS - 2 * SMALL);

    private Reference() {}

    /** e^x. */
    public static BigDecimal exp(BigDecimal x) {
        return exp(x, CONTEXT);
    }

    /** e^x − 1, by three terms of its series where |x| is below 10⁻²⁰. */
    public static BigDecimal expm1(BigDecimal x) {
        if (isSmall(x)) {
            BigDecimal square = x.multiply(x, CONTEXT);
            BigDecimal cube = square.multiply(x, CONTEXT);
            return x.add(square.divide(BigDecimal.TWO, CONTEXT), CONTEXT)
                    .add(cube.divide(BigDecimal.valueOf(6), CONTEXT), CONTEXT);
        }
        return exp(x, WIDE).subtract(BigDecimal.ONE).round(CONTEXT);
    }

    /** log x, x &gt; 0. */
    public static BigDecimal log(BigDecimal x) {
        int k = Math.getExponent(x.doubleValue());
        if (Math.abs(k) <= 1) {
            return BigDecimalMath.log(x, WIDE);
        }
        BigDecimal power = BigDecimal.TWO.pow(Math.abs(k));
        BigDecimal significand = k > 0 ? x.divide(power, WIDE) : x.multiply(power, WIDE);
        return LN2.multiply(BigDecimal.valueOf(k)).add(BigDecimalMath.log(significand, WIDE));
    }

    /** The same to a number of digits. */
    public static BigDecimal log(BigDecimal x, int digits) {
        return Arithmetic.log(x, new MathContext(digits));
    }

    /** log(1 + x), x &gt; −1, by three terms of its series where |x| is below 10⁻²⁰. */
    public static BigDecimal log1p(BigDecimal x) {
        if (isSmall(x)) {
            BigDecimal square = x.multiply(x, CONTEXT);
            BigDecimal cube = square.multiply(x, CONTEXT);
            return x.subtract(square.divide(BigDecimal.TWO, CONTEXT), CONTEXT)
                    .add(cube.divide(BigDecimal.valueOf(3), CONTEXT), CONTEXT);
        }
        return log(x.add(BigDecimal.ONE));
    }

    /** x^y = e^(y·log x), x &gt; 0. */
    public static BigDecimal pow(BigDecimal x, BigDecimal y) {
        return exp(y.multiply(log(x)), CONTEXT);
    }

    /** 1/(1 + e^−x). */
    public static BigDecimal sigmoid(BigDecimal x) {
        return BigDecimal.ONE.divide(exp(x.negate()).add(BigDecimal.ONE), CONTEXT);
    }

    /** log(1 + e^x). */
    public static BigDecimal softplus(BigDecimal x) {
        return x.max(BigDecimal.ZERO).add(log1p(exp(x.abs().negate())));
    }

    /** log |Γ(x)|. */
    public static BigDecimal lgamma(BigDecimal x) {
        return SPECIAL.lgamma(x);
    }

    /** The same to a number of digits. */
    public static BigDecimal lgamma(BigDecimal x, int digits) {
        return new SpecialFunctions(digits).lgamma(x);
    }

    /** The first derivative of log |Γ|. */
    public static BigDecimal digamma(BigDecimal x) {
        return SPECIAL.digamma(x);
    }

    /** The same to a number of digits. */
    public static BigDecimal digamma(BigDecimal x, int digits) {
        return new SpecialFunctions(digits).digamma(x);
    }

    /** The second derivative of log |Γ|. */
    public static BigDecimal trigamma(BigDecimal x) {
        return SPECIAL.trigamma(x);
    }

    /** The same to a number of digits. */
    public static BigDecimal trigamma(BigDecimal x, int digits) {
        return new SpecialFunctions(digits).trigamma(x);
    }

    /** The third derivative of log |Γ| to a number of digits. */
    public static BigDecimal tetragamma(BigDecimal x, int digits) {
        return new SpecialFunctions(digits).tetragamma(x);
    }

    /** The probability of the normal distribution beyond z. */
    public static BigDecimal normalTail(BigDecimal z) {
        return SPECIAL.normalTail(z);
    }

    /** erf(z/√2): the probability of the normal distribution between −z and z, with the sign of z. */
    public static BigDecimal normalMiddle(BigDecimal z) {
        return SPECIAL.normalMiddle(z);
    }

    /** The error function. */
    public static BigDecimal erf(BigDecimal x) {
        return SPECIAL.normalMiddle(x.multiply(SQRT_TWO));
    }

    /** 1 less the error function. */
    public static BigDecimal erfc(BigDecimal x) {
        return SPECIAL.normalTail(x.multiply(SQRT_TWO)).multiply(BigDecimal.TWO);
    }

    /** The normal density. */
    public static BigDecimal normalDensity(BigDecimal z) {
        return SPECIAL.density(z);
    }

    private static BigDecimal exp(BigDecimal x, MathContext context) {
        return isSmall(x) ? BigDecimal.ONE.add(x, context) : BigDecimalMath.exp(x.round(WIDE), context);
    }

    /** |x| &lt; 10⁻²⁰. */
    private static boolean isSmall(BigDecimal x) {
        return x.signum() == 0 || x.precision() - x.scale() <= SMALL;
    }
}
