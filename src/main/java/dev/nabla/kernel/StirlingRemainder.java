package dev.nabla.kernel;

/**
 * The remainder R(x) = log Γ(x) − x·log x + x of Stirling's approximation, its derivatives ψ(x) − log x and ψ′(x) − 1/x, and
 * the drop R(x) − R(x + t) of each, for x above 0. The drops are NaN for other x.
 *
 * <p>If x is large and t is not, most of log Γ(x + t) − log Γ(x) is t·log x, which other terms of a loss cancel, and a plain
 * difference keeps no digits of the rest. The rest is the drop, computed here without subtracting two remainders.
 *
 * @see <a href="https://dlmf.nist.gov/5.11">DLMF 5.11</a>
 */
public final class StirlingRemainder {

    private static final double STIRLING = LogGamma.STIRLING;
    private static final DoubleDouble HALF_LOG_TWO_PI = Extended.LOG_TWO_PI.half();

    /** B₂ₖ/(2k(2k − 1)), B₂ₖ/2k and B₂ₖ with Bernoulli's numbers B₂ₖ, k from 1 to 11. */
    private static final double[] LGAMMA = {1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0,
            -691.0 / 360360.0, 1.0 / 156.0, -3617.0 / 122400.0, 43867.0 / 244188.0, -174611.0 / 125400.0,
            77683.0 / 5796.0};
    private static final double[] DIGAMMA = {1.0 / 12.0, -1.0 / 120.0, 1.0 / 252.0, -1.0 / 240.0, 1.0 / 132.0,
            -691.0 / 32760.0, 1.0 / 12.0, -3617.0 / 8160.0, 43867.0 / 14364.0, -174611.0 / 6600.0, 77683.0 / 276.0};
    private static final double[] TRIGAMMA = {1.0 / 6.0, -1.0 / 30.0, 1.0 / 42.0, -1.0 / 30.0, 5.0 / 66.0,
            -691.0 / 2730.0, 7.0 / 6.0, -3617.0 / 510.0, 43867.0 / 798.0, -174611.0 / 330.0, 854513.0 / 138.0};
    /** (2k + 1)·B₂ₖ, k from 1 to 12. */
    private static final double[] TETRAGAMMA = {0.5, -1.0 / 6.0, 1.0 / 6.0, -3.0 / 10.0, 5.0 / 6.0, -691.0 / 210.0,
            35.0 / 2.0, -3617.0 / 30.0, 43867.0 / 42.0, -1222277.0 / 110.0, 854513.0 / 6.0, -1181820455.0 / 546.0};
    private static final DoubleDouble TWELFTH = new DoubleDouble(0x1.5555555555555p-4, 0x1.5555555555555p-58);

    /** From here on, sums are computed in {@link #UNIT}, in which they do not overflow. */
    private static final double HUGE = 0x1p1000;
    private static final double UNIT = 0x1p-10;

    private StirlingRemainder() {}

    /** log Γ(x) − x·log x + x, x ≥ 10, by the logarithm of x. */
    static DoubleDouble lgamma(DoubleDouble x, DoubleDouble log) {
        DoubleDouble u = reciprocal(x);
        double w = u.hi() * u.hi();
        double rest = u.hi() * (Polynomial.at(w, LGAMMA) - LGAMMA[0]);
        return HALF_LOG_TWO_PI.minus(log.half()).plus(u.times(TWELFTH)).plus(rest);
    }

    /** ψ(x) − log x, x ≥ 10. */
    static DoubleDouble digamma(DoubleDouble x) {
        DoubleDouble u = reciprocal(x);
        double w = u.hi() * u.hi();
        return u.half().plus(w * Polynomial.at(w, DIGAMMA)).negated();
    }

    /** ψ′(x) − 1/x, x ≥ 10. */
    static DoubleDouble trigamma(DoubleDouble x) {
        DoubleDouble u = reciprocal(x);
        double w = u.hi() * u.hi();
        return u.squared().half().plus(u.hi() * w * Polynomial.at(w, TRIGAMMA));
    }

    /** ψ″(x) + 1/x², x ≥ 10. */
    static DoubleDouble tetragamma(DoubleDouble x) {
        DoubleDouble u = reciprocal(x);
        double w = u.hi() * u.hi();
        return u.cubed().plus(w * w * Polynomial.at(w, TETRAGAMMA)).negated();
    }

    /** R(x) − R(x + t) of R(x) = log Γ(x) − x·log x + x, t ≥ 0, within 2⁻⁵⁴ of itself. */
    public static DoubleDouble lgammaDrop(double x, double t) {
        if (!(x > 0.0)) {
            return DoubleDouble.of(Double.NaN);
        }
        if (t == 0.0) {
            return DoubleDouble.ZERO;
        }
        if (x >= STIRLING) {
            return lgammaDropFar(DoubleDouble.of(x), t);
        }
        return t < 1.0 ? lgammaDropNear(x, t) : lgamma(x, 0.0).minus(lgamma(x + t, ErrorFree.sumError(x, t, x + t)));
    }

    /** log Γ − x·log x + x at x + xLow, any x above 0. */
    private static DoubleDouble lgamma(double x, double xLow) {
        DoubleDouble log = Extended.log(x);
        if (x >= STIRLING) {
            return lgamma(new DoubleDouble(x, xLow), log.plus(xLow / x));
        }
        // an approximate derivative is enough: xLow is not 0 only for x ≥ 1
        double slope = -1.0 / (2.0 * x) - 1.0 / (12.0 * x * x);
        DoubleDouble remainder = LogGamma.extendedLgamma(x).minus(log.times(x)).plus(x);
        return xLow == 0.0 ? remainder : remainder.plus(slope * xLow);
    }

    private static DoubleDouble lgammaDropFar(DoubleDouble x, double t) {
        DoubleDouble ratio = DoubleDouble.of(t).dividedBy(x);
        double u = 1.0 / x.hi();
        double v = 1.0 / (x.hi() + t);
        return Extended.log1p(ratio).half().plus(ratio.hi() * v * oddSlope(LGAMMA, u, v));
    }

    /**
     * For x &lt; 10 and t &lt; 1, with X = x + n ≥ 10: log Γ(x) − log Γ(x + t) = Σ log(1 + t/(x + i)) + log Γ(X) − log Γ(X + t).
     * Every term is of the order of t.
     */
    private static DoubleDouble lgammaDropNear(double x, double t) {
        DoubleDouble grown = DoubleDouble.ZERO;
        DoubleDouble shifted = DoubleDouble.sum(x, 1.0);
        for (int i = 1; shifted.hi() < STIRLING; shifted = DoubleDouble.sum(x, ++i)) {
            DoubleDouble growth = DoubleDouble.of(t).dividedBy(shifted);
            grown = grown.plus(growth).plus(grown.times(growth));
        }
        DoubleDouble first = logRatio(x, t).times(DoubleDouble.sum(x, t).plus(1.0));
        DoubleDouble last = Extended.log1p(DoubleDouble.of(t).dividedBy(shifted)).times(shifted.plus(t));
        DoubleDouble shift = Extended.log(shifted).minus(Extended.log(x)).times(t);
        return first.plus(Extended.log1p(grown)).minus(last).minus(shift).plus(lgammaDropFar(shifted, t));
    }

    /** R(x) − R(x + t) of R(x) = ψ(x) − log x, t ≥ 0, within 2⁻⁵⁴ of itself. Never positive, since R increases. */
    public static DoubleDouble digammaDrop(double x, double t) {
        if (!(x > 0.0)) {
            return DoubleDouble.of(Double.NaN);
        }
        if (t == 0.0) {
            return DoubleDouble.ZERO;
        }
        DoubleDouble drop = DoubleDouble.ZERO;
        DoubleDouble shifted = DoubleDouble.of(x);
        for (int i = 0; shifted.hi() < STIRLING; shifted = DoubleDouble.sum(x, ++i)) {
            drop = drop.minus(reciprocalDrop(shifted, t));
        }
        drop = drop.minus(digammaDropFar(shifted, t));
        return x >= STIRLING
                ? drop
                : drop.plus(logRatio(x, t)).minus(Extended.log1p(DoubleDouble.of(t).dividedBy(shifted)));
    }

    /** The same for x ≥ 10, with the opposite sign. */
    private static DoubleDouble digammaDropFar(DoubleDouble x, double t) {
        double u = 1.0 / x.hi();
        double v = 1.0 / (x.hi() + t);
        DoubleDouble factor = DoubleDouble.sum(0.5, (u + v) * evenSlope(DIGAMMA, u * u, v * v));
        return reciprocalDrop(x, t).times(factor);
    }

    /** R(x) − R(x + t) of R(x) = ψ′(x) − 1/x, t ≥ 0, within 2⁻⁵⁴ of itself. */
    public static DoubleDouble trigammaDrop(double x, double t) {
        if (!(x > 0.0)) {
            return DoubleDouble.of(Double.NaN);
        }
        if (t == 0.0) {
            return DoubleDouble.ZERO;
        }
        DoubleDouble drop = DoubleDouble.ZERO;
        DoubleDouble shifted = DoubleDouble.of(x);
        for (int i = 0; shifted.hi() < STIRLING; shifted = DoubleDouble.sum(x, ++i)) {
            // 1/x² − 1/(x + t)²; for i = 0 less 1/x − 1/(x + t)
            DoubleDouble sum = reciprocal(shifted).plus(reciprocal(shifted.plus(t))).minus(i == 0 ? 1.0 : 0.0);
            drop = drop.plus(reciprocalDrop(shifted, t).times(sum));
        }
        DoubleDouble far = trigammaDropFar(shifted, t);
        return x >= STIRLING ? far : drop.plus(reciprocalDrop(shifted, t)).plus(far);
    }

    private static DoubleDouble trigammaDropFar(DoubleDouble x, double t) {
        double u = 1.0 / x.hi();
        double v = 1.0 / (x.hi() + t);
        double w = u * u;
        double slope = w * Polynomial.at(w, TRIGAMMA) + v * (u + v) * evenSlope(TRIGAMMA, w, v * v);
        DoubleDouble mean = reciprocal(x).plus(reciprocal(x.plus(t))).half();
        return reciprocalDrop(x, t).times(mean.plus(slope));
    }

    /** 1/x − 1/(x + t). */
    private static DoubleDouble reciprocalDrop(DoubleDouble x, double t) {
        double unit = x.hi() + t > HUGE ? UNIT : 1;
        return DoubleDouble.of(unit * t).dividedBy(x).dividedBy(x.times(unit).plus(unit * t));
    }

    /** log(1 + t/x), for any size of t/x. */
    private static DoubleDouble logRatio(double x, double t) {
        return t < x
                ? Extended.log1p(DoubleDouble.quotient(t, x))
                : Extended.log(DoubleDouble.sum(x, t)).minus(Extended.log(x));
    }

    private static DoubleDouble reciprocal(DoubleDouble x) {
        return DoubleDouble.of(1.0).dividedBy(x);
    }

    /** (p(u) − p(v))/(u − v) of p(u) = c₁u + c₂u³ + c₃u⁵ + …, by Horner's scheme for a polynomial and its divided difference. */
    private static double oddSlope(double[] coefficients, double u, double v) {
        double a = u * u;
        double b = v * v;
        double value = 0.0;
        double slope = 0.0;
        for (int k = coefficients.length - 1; k >= 0; k--) {
            slope = Math.fma(slope, b, value);
            value = Math.fma(value, a, coefficients[k]);
        }
        return Math.fma(v * (u + v), slope, value);
    }

    /** (p(a) − p(b))/(a − b) of p(a) = c₁a + c₂a² + c₃a³ + …. */
    private static double evenSlope(double[] coefficients, double a, double b) {
        double value = 0.0;
        double slope = 0.0;
        for (int k = coefficients.length - 1; k >= 0; k--) {
            slope = Math.fma(slope, b, value);
            value = Math.fma(value, a, coefficients[k]);
        }
        return Math.fma(slope, b, value);
    }
}
