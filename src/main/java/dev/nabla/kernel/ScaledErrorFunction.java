package dev.nabla.kernel;

/**
 * The error function and its kin to twice the digits of float64, as {@link ScaledElementary}. Measured by
 * {@code ScaledErrorFunctionTests}.
 *
 * <p>From 1 on, erfc is the trapezoidal sum of step ⅓ for its integral (x·e<sup>−x²</sup>/π)·∫e<sup>−t²</sup>/(x² + t²) dt, whose
 * error is below 2⁻¹²⁰, and the residue of the pole that the step may pass.
 *
 * @see <a href="https://doi.org/10.1090/S0025-5718-1968-0223069-8">Chiarella, Reichel (1968), On the evaluation of integrals
 *     related to the error function</a>
 */
public final class ScaledErrorFunction {

    private static final DoubleDouble TWO_OVER_SQRT_PI = new DoubleDouble(0x1.20dd750429b6dp0, 0x1.1ae3a914fed80p-56);
    private static final DoubleDouble SQRT_HALF = new DoubleDouble(0x1.6a09e667f3bcdp-1, -0x1.bdd3413b26456p-55);
    private static final DoubleDouble INVERSE_SQRT_TWO_PI = new DoubleDouble(0x1.9884533d43651p-2,
            -0x1.cbc0d30ebfd15p-56);

    /** Where the trapezoidal sum begins. */
    private static final double TAIL = 1;

    /** 3π, from which on the pole is beyond the step. */
    private static final double POLE = 0x1.2d97c7f3321d2p3;

    /** e^(−x²) of larger numbers is 0. */
    private static final int LARGEST_EXPONENT = 14;

    /** (−1)ⁿ/(n!·(2n + 1)). */
    private static final DoubleDouble[] SERIES = series(30);

    /** e^(−k²/9). */
    private static final DoubleDouble[] WEIGHTS = weights(28);

    private ScaledErrorFunction() {}

    private static DoubleDouble[] series(int count) {
        DoubleDouble[] coefficients = new DoubleDouble[count];
        DoubleDouble power = DoubleDouble.ONE;
        for (int n = 0; n < count; n++) {
            coefficients[n] = power.dividedBy(2 * n + 1);
            power = power.dividedBy(-n - 1);
        }
        return coefficients;
    }

    private static DoubleDouble[] weights(int count) {
        DoubleDouble[] weights = new DoubleDouble[count];
        for (int k = 0; k < count; k++) {
            weights[k] = ScaledElementary.exp(DoubleDouble.quotient(-k * k, 9)).toDoubleDouble();
        }
        return weights;
    }

    /** The error function. */
    public static ScaledDoubleDouble erf(ScaledDoubleDouble x) {
        if (ScaledElementary.isTiny(x)) {
            return x.times(TWO_OVER_SQRT_PI).normalized().withSignOf(x);
        }
        ScaledDoubleDouble size = x.abs();
        ScaledDoubleDouble erf = size.value() < TAIL
                ? erfOfSmall(size)
                : ScaledDoubleDouble.ONE.minus(tail(size, gaussian(size)));
        return erf.normalized().withSignOf(x);
    }

    /** 1 − erf x, with all digits where it is small. */
    public static ScaledDoubleDouble erfc(ScaledDoubleDouble x) {
        return x.value() < TAIL ? ScaledDoubleDouble.ONE.minus(erf(x)).normalized() : tail(x, gaussian(x));
    }

    /** The probability of a standard normal number up to x, with all digits where it is small. */
    public static ScaledDoubleDouble normalCdf(ScaledDoubleDouble x) {
        ScaledDoubleDouble scaled = x.negated().times(SQRT_HALF);
        return (scaled.value() < TAIL ? erfc(scaled) : tail(scaled, gaussian(x, -1))).shifted(-1).normalized();
    }

    /** The density of the standard normal distribution. */
    public static ScaledDoubleDouble normalDensity(ScaledDoubleDouble x) {
        return gaussian(x, -1).times(INVERSE_SQRT_TWO_PI).normalized();
    }

    /** e<sup>−x²</sup>. */
    public static ScaledDoubleDouble gaussian(ScaledDoubleDouble x) {
        return gaussian(x, 0);
    }

    /** e^(−x²·2^power), by a square in four parts, since its absolute error counts. */
    private static ScaledDoubleDouble gaussian(ScaledDoubleDouble x, int power) {
        ScaledDoubleDouble number = x.normalized();
        if (number.isInfinite() || number.exponent() > LARGEST_EXPONENT) {
            return ScaledDoubleDouble.ZERO;
        }
        DoubleDouble pair = number.toDoubleDouble();
        double scale = -Math.scalb(1.0, power);
        DoubleDouble square = DoubleDouble.product(pair.hi(), scale * pair.hi());
        DoubleDouble rest = DoubleDouble.product(2 * scale * pair.hi(), pair.lo()).plus(scale * pair.lo() * pair.lo());
        return ScaledElementary.exp(square).times(ScaledElementary.exp(rest)).normalized();
    }

    private static ScaledDoubleDouble erfOfSmall(ScaledDoubleDouble x) {
        DoubleDouble pair = x.toDoubleDouble();
        DoubleDouble square = pair.squared();
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int n = SERIES.length - 1; n >= 0; n--) {
            sum = sum.times(square).plus(SERIES[n]);
        }
        return ScaledDoubleDouble.of(sum.times(pair).times(TWO_OVER_SQRT_PI));
    }

    /** erfc x, x ≥ 1, by e^(−x²). */
    private static ScaledDoubleDouble tail(ScaledDoubleDouble x, ScaledDoubleDouble gaussian) {
        if (gaussian.isZero() || x.isNaN()) {
            return gaussian;
        }
        DoubleDouble z = x.toDoubleDouble().times(3);
        DoubleDouble factor = trapezoidalSum(z.squared()).times(z).dividedBy(ScaledTrigonometry.PI);
        ScaledDoubleDouble tail = gaussian.times(factor);
        return (x.value() < POLE ? tail.minus(residue(z)) : tail).normalized();
    }

    /** Σ e^(−k²/9)/(z² + k²) over all integers. */
    private static DoubleDouble trapezoidalSum(DoubleDouble square) {
        DoubleDouble sum = DoubleDouble.ZERO;
        for (int k = WEIGHTS.length - 1; k > 0; k--) {
            sum = sum.plus(WEIGHTS[k].dividedBy(square.plus(k * k)));
        }
        return sum.plus(sum).plus(DoubleDouble.ONE.dividedBy(square));
    }

    /** 2/(e^2πz − 1). */
    private static ScaledDoubleDouble residue(DoubleDouble z) {
        DoubleDouble exponent = ScaledTrigonometry.PI.times(2).times(z);
        return ScaledDoubleDouble.of(2).dividedBy(ScaledElementary.expm1(ScaledDoubleDouble.of(exponent)));
    }
}
