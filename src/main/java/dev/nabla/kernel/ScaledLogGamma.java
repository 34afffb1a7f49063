package dev.nabla.kernel;

/**
 * The logarithm of the gamma function and its first three derivatives to twice the digits of float64, as
 * {@link ScaledElementary}; next to their zeros above 0 too. Special values are those of {@link ReflectedLogGamma}. Measured by
 * {@code ScaledLogGammaTests}.
 *
 * @see <a href="https://dlmf.nist.gov/5.11">DLMF 5.11</a>, and <a href="https://dlmf.nist.gov/25.11">25.11</a> for Hurwitz'
 *     zeta function
 */
public final class ScaledLogGamma {

    private static final ScaledDoubleDouble LOG_PI = ScaledDoubleDouble.of(ReflectedLogGamma.LOG_PI);

    /** Where Stirling's series begins. */
    private static final double STIRLING = 24;

    /** Beyond 2^±EXTREME the functions are their leading terms. */
    private static final int EXTREME = 112;

    /** Bernoulli's numbers of even index, from 2 on. */
    private static final DoubleDouble[] BERNOULLI = {
            DoubleDouble.quotient(1, 6), DoubleDouble.quotient(-1, 30), DoubleDouble.quotient(1, 42),
            DoubleDouble.quotient(-1, 30), DoubleDouble.quotient(5, 66), DoubleDouble.quotient(-691, 2730),
            DoubleDouble.quotient(7, 6), DoubleDouble.quotient(-3617, 510), DoubleDouble.quotient(43867, 798),
            DoubleDouble.quotient(-174611, 330), DoubleDouble.quotient(854513, 138),
            DoubleDouble.quotient(-236364091, 2730), DoubleDouble.quotient(8553103, 6),
            DoubleDouble.quotient(-23749461029.0, 870), DoubleDouble.quotient(8615841276005.0, 14322),
            DoubleDouble.quotient(-7709321041217.0, 510)};

    /** 1 − γ. */
    private static final DoubleDouble SLOPE_AT_TWO = new DoubleDouble(0x1.b0ee6072093cep-2, 0x1.6cb90701fbfabp-58);

    /** lgamma(2 + z)/z, |z| ≤ ½: 1 − γ, and (ζ(k) − 1)(−1)^k/k. */
    private static final DoubleDouble[] NEAR_TWO = nearTwo(54);

    private static final double NEAR_ROOT = 0.25;

    /** digamma(root + z)/z, |z| ≤ ¼. */
    private static final DoubleDouble[] AT_ROOT = atRoot(45);

    private ScaledLogGamma() {}

    private static DoubleDouble[] nearTwo(int count) {
        DoubleDouble[] coefficients = new DoubleDouble[count];
        coefficients[0] = SLOPE_AT_TWO;
        for (int k = 2; k <= count; k++) {
            coefficients[k - 1] = hurwitzZeta(k, DoubleDouble.of(2)).dividedBy(k % 2 == 0 ? k : -k);
        }
        return coefficients;
    }

    private static DoubleDouble[] atRoot(int count) {
        DoubleDouble root = new DoubleDouble(LogGamma.ROOT, LogGamma.ROOT_LOW);
        DoubleDouble[] coefficients = new DoubleDouble[count];
        for (int k = 1; k <= count; k++) {
            DoubleDouble size = hurwitzZeta(k + 1, root);
            coefficients[k - 1] = k % 2 == 1 ? size : size.negated();
        }
        return coefficients;
    }

    /** log |Γ(x)|. */
    public static ScaledDoubleDouble lgamma(ScaledDoubleDouble x) {
        if (isSpecial(x)) {
            return ScaledDoubleDouble.of(ReflectedLogGamma.lgamma(x.significand().hi()));
        }
        if (x.sign() < 0) {
            ScaledDoubleDouble sine = sine(x).abs();
            return sine.isZero()
                    ? ScaledDoubleDouble.of(Double.POSITIVE_INFINITY)
                    : LOG_PI.minus(ScaledElementary.log(sine)).minus(lgamma(reflected(x))).normalized();
        }
        ScaledDoubleDouble log = ScaledElementary.log(x);
        int exponent = x.normalized().exponent();
        if (exponent > EXTREME) {
            return x.times(log.minus(ScaledDoubleDouble.ONE)).normalized();
        }
        return exponent < -EXTREME
                ? log.negated()
                : ScaledDoubleDouble.of(lgamma(x.toDoubleDouble(), log.toDoubleDouble()));
    }

    private static DoubleDouble lgamma(DoubleDouble x, DoubleDouble log) {
        if (x.hi() < 0.5) {
            return nearTwo(x).minus(log1p(x)).minus(log);
        }
        if (x.hi() < 1.5) {
            return nearTwo(x.minus(1)).minus(log);
        }
        if (x.hi() < 2.5) {
            return nearTwo(x.minus(2));
        }
        DoubleDouble product = DoubleDouble.ONE;
        DoubleDouble shifted = x;
        for (; shifted.hi() < STIRLING; shifted = shifted.plus(1)) {
            product = product.times(shifted);
        }
        DoubleDouble logShifted = shifted.hi() == x.hi() ? log : log(shifted);
        DoubleDouble stirling = logShifted.minus(1).times(shifted).minus(logShifted.half())
                .plus(StandardNormal.HALF_LOG_TWO_PI).plus(lgammaSeries(shifted));
        return stirling.minus(log(product));
    }

    private static DoubleDouble log(DoubleDouble x) {
        return ScaledElementary.log(ScaledDoubleDouble.of(x)).toDoubleDouble();
    }

    private static DoubleDouble log1p(DoubleDouble x) {
        return ScaledElementary.log1p(ScaledDoubleDouble.of(x)).toDoubleDouble();
    }

    private static DoubleDouble nearTwo(DoubleDouble distance) {
        return polynomial(NEAR_TWO, distance).times(distance);
    }

    /** Σ B₂ₖ/(2k(2k − 1)x²ᵏ⁻¹). */
    private static DoubleDouble lgammaSeries(DoubleDouble x) {
        DoubleDouble inverse = DoubleDouble.ONE.dividedBy(x);
        DoubleDouble square = inverse.squared();
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int k = BERNOULLI.length; k > 0; k--) {
            sum = sum.times(square).plus(BERNOULLI[k - 1].dividedBy(2 * k * (2 * k - 1)));
        }
        return sum.times(inverse);
    }

    /** 0, infinite or NaN. */
    private static boolean isSpecial(ScaledDoubleDouble x) {
        return x.isZero() || x.isInfinite() || x.isNaN();
    }

    private static ScaledDoubleDouble reflected(ScaledDoubleDouble x) {
        return ScaledDoubleDouble.ONE.minus(x).normalized();
    }

    /** sin πr, where r is x less the nearest integer. */
    private static ScaledDoubleDouble sine(ScaledDoubleDouble x) {
        return ScaledTrigonometry.sin(angle(x));
    }

    private static ScaledDoubleDouble angle(ScaledDoubleDouble x) {
        return x.minus(ScaledElementary.rint(x)).times(ScaledTrigonometry.PI).normalized();
    }

    /** π/sin πr; NaN at integers. */
    private static ScaledDoubleDouble ratio(ScaledDoubleDouble x) {
        ScaledDoubleDouble sine = sine(x);
        return sine.isZero()
                ? ScaledDoubleDouble.of(Double.NaN)
                : ScaledDoubleDouble.of(ScaledTrigonometry.PI).dividedBy(sine).normalized();
    }

    /** The derivative of log |Γ|. */
    public static ScaledDoubleDouble digamma(ScaledDoubleDouble x) {
        if (isSpecial(x)) {
            return ScaledDoubleDouble.of(ReflectedLogGamma.digamma(x.significand().hi()));
        }
        if (x.sign() < 0) {
            return digamma(reflected(x)).minus(ratio(x).times(ScaledTrigonometry.cos(angle(x)))).normalized();
        }
        int exponent = x.normalized().exponent();
        if (exponent > EXTREME) {
            return ScaledElementary.log(x);
        }
        return exponent < -EXTREME
                ? ScaledDoubleDouble.ONE.dividedBy(x).negated().normalized()
                : ScaledDoubleDouble.of(digamma(x.toDoubleDouble()));
    }

    private static DoubleDouble digamma(DoubleDouble x) {
        DoubleDouble distance = x.minus(LogGamma.ROOT).minus(LogGamma.ROOT_LOW).minus(LogGamma.ROOT_LOWEST);
        if (Math.abs(distance.hi()) < NEAR_ROOT) {
            return polynomial(AT_ROOT, distance).times(distance);
        }
        DoubleDouble reciprocals = DoubleDouble.ZERO;
        DoubleDouble shifted = x;
        for (; shifted.hi() < STIRLING; shifted = shifted.plus(1)) {
            reciprocals = reciprocals.plus(DoubleDouble.ONE.dividedBy(shifted));
        }
        DoubleDouble inverse = DoubleDouble.ONE.dividedBy(shifted);
        return log(shifted).minus(inverse.half()).minus(digammaSeries(inverse.squared())).minus(reciprocals);
    }

    /** Σ B₂ₖ/(2k·x²ᵏ), of 1/x². */
    private static DoubleDouble digammaSeries(DoubleDouble square) {
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int k = BERNOULLI.length; k > 0; k--) {
            sum = sum.plus(BERNOULLI[k - 1].dividedBy(2 * k)).times(square);
        }
        return sum;
    }

    /** The second derivative of log |Γ|, also called polygamma of order 1. */
    public static ScaledDoubleDouble trigamma(ScaledDoubleDouble x) {
        if (isSpecial(x) || x.sign() > 0) {
            return zetaOrLimit(2, x);
        }
        ScaledDoubleDouble square = ratio(x).squared();
        return square.isNaN()
                ? ScaledDoubleDouble.of(Double.POSITIVE_INFINITY)
                : square.minus(zetaOrLimit(2, reflected(x))).normalized();
    }

    /** The third derivative of log |Γ|, also called polygamma of order 2. */
    public static ScaledDoubleDouble tetragamma(ScaledDoubleDouble x) {
        if (isSpecial(x) || x.sign() > 0) {
            return zetaOrLimit(3, x).shifted(1).negated();
        }
        ScaledDoubleDouble ratio = ratio(x);
        return ratio.squared().times(ratio).times(ScaledTrigonometry.cos(angle(x)))
                .plus(zetaOrLimit(3, reflected(x))).shifted(1).negated().normalized();
    }

    /** ζ(s, x), s 2 or 3. */
    private static ScaledDoubleDouble zetaOrLimit(int s, ScaledDoubleDouble x) {
        if (isSpecial(x)) {
            return ScaledDoubleDouble.of(LogGamma.trigamma(x.significand().hi()));
        }
        int exponent = x.normalized().exponent();
        if (Math.abs(exponent) <= EXTREME) {
            return ScaledDoubleDouble.of(hurwitzZeta(s, x.toDoubleDouble()));
        }
        ScaledDoubleDouble inverse = ScaledDoubleDouble.ONE.dividedBy(x).normalized();
        int power = exponent < 0 ? s : s - 1;
        ScaledDoubleDouble leading = ScaledElementary.pow(inverse, ScaledDoubleDouble.of(power));
        return exponent < 0 ? leading : leading.dividedBy(DoubleDouble.of(power)).normalized();
    }

    /** 1/xˢ + 1/(x + 1)ˢ + …: a sum up to Stirling's series, and the formula of Euler and Maclaurin. */
    private static DoubleDouble hurwitzZeta(int s, DoubleDouble x) {
        DoubleDouble sum = DoubleDouble.ZERO;
        DoubleDouble shifted = x;
        for (; shifted.hi() < STIRLING; shifted = shifted.plus(1)) {
            sum = sum.plus(inversePower(shifted, s));
        }
        DoubleDouble rest = DoubleDouble.quotient(1, s - 1).times(shifted).plus(0.5)
                .plus(zetaSeries(s, DoubleDouble.ONE.dividedBy(shifted)));
        return inversePower(shifted, s).times(rest).plus(sum);
    }

    /** Σ B₂ₖ/(2k)! · s(s + 1)…(s + 2k − 2)·u²ᵏ⁻¹. */
    private static DoubleDouble zetaSeries(int s, DoubleDouble u) {
        DoubleDouble square = u.squared();
        DoubleDouble factor = u.times(0.5 * s);
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int k = 1; k <= BERNOULLI.length; k++) {
            sum = sum.plus(factor.times(BERNOULLI[k - 1]));
            double growth = (s + 2.0 * k - 1) * (s + 2.0 * k);
            factor = factor.times(square).times(growth).dividedBy((2.0 * k + 1) * (2.0 * k + 2));
        }
        return sum;
    }

    private static DoubleDouble inversePower(DoubleDouble x, int s) {
        DoubleDouble inverse = DoubleDouble.ONE.dividedBy(x);
        DoubleDouble power = inverse;
        for (int n = 1; n < s; n++) {
            power = power.times(inverse);
        }
        return power;
    }

    private static DoubleDouble polynomial(DoubleDouble[] coefficients, DoubleDouble x) {
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int k = coefficients.length - 1; k >= 0; k--) {
            sum = sum.times(x).plus(coefficients[k]);
        }
        return sum;
    }
}
