package dev.nabla.kernel;

/**
 * The hyperbolic sine and cosine in float64, for which those of {@link StrictMath} are off by up to 1.5 ulp. Error bounds are
 * stated as in {@link Elementary} and measured by {@code HyperbolicTests}. Special values follow C99, Annex F.
 */
public final class Hyperbolic {

    /** From it on e^−x does not count beside e^x. */
    private static final double LARGE = 40;

    private Hyperbolic() {}

    /** (e<sup>x</sup> − e<sup>−x</sup>)/2, within 0.56 ulp. */
    public static double sinh(double x) {
        double size = Math.abs(x);
        if (size > LARGE) {
            return Math.copySign(halfExp(size), x);
        }
        DoubleDouble power = Extended.expm1(DoubleDouble.of(size));
        return Math.copySign(power.plus(power.dividedBy(power.plus(1))).half().value(), x);
    }

    /** (e<sup>x</sup> + e<sup>−x</sup>)/2, within 0.56 ulp. */
    public static double cosh(double x) {
        double size = Math.abs(x);
        if (size > LARGE) {
            return halfExp(size);
        }
        DoubleDouble power = Extended.exp(size);
        return power.plus(DoubleDouble.ONE.dividedBy(power)).half().value();
    }

    /** e^x/2, which may be in range although e^x is not. */
    private static double halfExp(double x) {
        DoubleDouble exponent = DoubleDouble.of(x).minus(Extended.LOG_TWO);
        return Elementary.exp(exponent.hi(), exponent.lo());
    }
}
