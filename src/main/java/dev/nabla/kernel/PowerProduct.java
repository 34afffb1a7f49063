package dev.nabla.kernel;

/**
 * Products of a factor and a power that do not overflow or underflow if only the power does.
 *
 * <p>Each product is within 1.6 ulp. It is 0 if a factor is 0, even if the other is infinite: in the limits of losses,
 * exponentials win.
 */
public final class PowerProduct {

    /** Beyond it e^x is computed as e^(x ∓ 1000 ln 2) · 2^±1000. */
    private static final double FAR = 700;
    private static final double TWO_TO_1000 = 0x1p1000;
    private static final DoubleDouble THOUSAND_LN2 = DoubleDouble.product(1000, Exponential.LN2)
            .plus(1000 * Exponential.LN2_LOW);

    /** Above it e^x − 1 rounds to e^x. */
    private static final double EXPM1_IS_EXP = 45;

    private PowerProduct() {}

    /** factor · e<sup>exponent</sup>. */
    public static double timesExp(DoubleDouble factor, DoubleDouble exponent) {
        if (exponent.hi() < -FAR) {
            return product(factor, exponent.plus(THOUSAND_LN2)) / TWO_TO_1000;
        }
        return exponent.hi() > FAR
                ? product(factor, exponent.minus(THOUSAND_LN2)) * TWO_TO_1000
                : product(factor, exponent);
    }

    private static double product(DoubleDouble factor, DoubleDouble exponent) {
        double power = Elementary.exp(exponent.hi(), exponent.lo());
        return power == 0 || factor.isZero() ? 0 : factor.times(power).value();
    }

    /** factor · (e<sup>exponent</sup> − 1). */
    public static double timesExpm1(DoubleDouble factor, DoubleDouble exponent) {
        return exponent.hi() > EXPM1_IS_EXP
                ? timesExp(factor, exponent)
                : factor.times(Elementary.expm1(exponent.hi(), exponent.lo())).value();
    }

    /** factor · x<sup>y</sup>, x ≥ 0; x<sup>0</sup> is 1. */
    public static double timesPow(DoubleDouble factor, DoubleDouble x, double y) {
        return y == 0 ? factor.value() : timesExp(factor, Extended.log(x).times(y));
    }
}
