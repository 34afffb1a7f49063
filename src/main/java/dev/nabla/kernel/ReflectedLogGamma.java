package dev.nabla.kernel;

/**
 * The logarithm of the size of the gamma function and its first three derivatives, of any number: those of {@link LogGamma} for
 * positive ones, and for negative ones by reflection, from Γ(−a)·Γ(1 + a) = −π/sin πa.
 *
 * <p>Next to a zero below 0 the terms of a function cancel, and down to −30 the error is at most 2⁻⁵⁴; elsewhere bounds are
 * stated as in {@link Elementary} and measured by {@code ReflectedLogGammaTests}. At negative integers lgamma and trigamma are
 * ∞, digamma and tetragamma NaN, since their limits differ.
 *
 * @see <a href="https://dlmf.nist.gov/5.5">DLMF 5.5</a> and <a href="https://dlmf.nist.gov/5.15">5.15</a>
 */
public final class ReflectedLogGamma {

    static final DoubleDouble LOG_PI = Extended.LOG_TWO_PI.minus(Extended.LOG_TWO);

    private static final DoubleDouble PI = ScaledTrigonometry.PI;

    /** Below it the functions are their leading terms. */
    private static final double TINY = 0x1p-60;

    private ReflectedLogGamma() {}

    /** log |Γ(x)|, within 0.53 ulp; ∞ at −∞ as in C99, Annex F. */
    public static double lgamma(double x) {
        if (!(x < 0)) {
            return LogGamma.lgamma(x);
        }
        double rest = rest(x);
        if (rest == 0 || Double.isInfinite(x)) {
            return Double.POSITIVE_INFINITY;
        }
        return -x < TINY
                ? -Elementary.log(-x)
                : LOG_PI.minus(Extended.log(sine(rest).abs())).minus(LogGamma.logFactorial(-x)).value();
    }

    /** The derivative of log |Γ(x)|, within 0.53 ulp; −∞ at 0, ∞ at −0. */
    public static double digamma(double x) {
        if (x == 0) {
            return Math.copySign(Double.POSITIVE_INFINITY, -x);
        }
        if (!(x < 0)) {
            return LogGamma.digamma(x);
        }
        double rest = rest(x);
        if (rest == 0) {
            return Double.NaN;
        }
        return -x < TINY
                ? -1 / x
                : LogGamma.extendedDigamma(-x).plus(inverse(-x)).plus(PI.times(cosine(rest)).dividedBy(sine(rest)))
                        .value();
    }

    /** The second derivative of log |Γ(x)|, within 0.53 ulp. Positive. */
    public static double trigamma(double x) {
        if (!(x < 0)) {
            return LogGamma.trigamma(x);
        }
        double rest = rest(x);
        if (rest == 0) {
            return Double.POSITIVE_INFINITY;
        }
        return -x < TINY
                ? inverse(-x).squared().value()
                : PI.dividedBy(sine(rest)).squared().plus(inverse(-x).squared())
                        .minus(LogGamma.extendedTrigamma(-x)).value();
    }

    /** The third derivative of log |Γ(x)|, within 0.6 ulp. */
    public static double tetragamma(double x) {
        if (!(x < 0)) {
            return LogGamma.tetragamma(x);
        }
        double rest = rest(x);
        if (rest == 0) {
            return Double.NaN;
        }
        if (-x < TINY) {
            return 2 * inverse(-x).cubed().value();
        }
        DoubleDouble slope = PI.dividedBy(sine(rest)).cubed().times(cosine(rest)).plus(inverse(-x).cubed());
        return slope.plus(slope).plus(LogGamma.extendedTetragamma(-x)).value();
    }

    /** −x less the nearest integer: sines and cosines of π times it are those of −πx, or both their negatives. */
    private static double rest(double x) {
        return -x - Math.rint(-x);
    }

    /** sin πr, |r| ≤ ½. */
    private static DoubleDouble sine(double r) {
        if (Math.abs(r) <= 0.25) {
            return ScaledTrigonometry.sineOfSmall(PI.times(r));
        }
        DoubleDouble sine = ScaledTrigonometry.cosineOfSmall(PI.times(0.5 - Math.abs(r)));
        return r < 0 ? sine.negated() : sine;
    }

    /** cos πr, |r| ≤ ½. */
    private static DoubleDouble cosine(double r) {
        return Math.abs(r) <= 0.25
                ? ScaledTrigonometry.cosineOfSmall(PI.times(r))
                : ScaledTrigonometry.sineOfSmall(PI.times(0.5 - Math.abs(r)));
    }

    private static DoubleDouble inverse(double a) {
        return DoubleDouble.quotient(1, a);
    }
}
