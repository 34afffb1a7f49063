package dev.nabla.kernel;

/**
 * The standard normal distribution, with double-double arguments.
 *
 * <p>Tails come from a single approximation, the excess hazard c(z) = φ(z)/Q(z) − z, z ≥ 0, where φ is the density and Q the
 * upper tail probability. It is positive and falls from √(2/π) to 1/z, so nothing cancels in Q = φ/(z + c), in the hazard
 * z + c and in its derivative c·(z + c), for any z. Central probabilities use a Taylor series.
 *
 * <p>Error bounds are stated as in {@link Elementary} and measured by {@code StandardNormalAccuracyTests}.
 */
public final class StandardNormal {

    /** log √2π. */
    public static final DoubleDouble HALF_LOG_TWO_PI = Extended.LOG_TWO_PI.half();

    private static final DoubleDouble SQRT_TWO = new DoubleDouble(0x1.6a09e667f3bcdp0, -0x1.bdd3413b26456p-54);
    /** √(2/π). */
    public static final DoubleDouble SQRT_TWO_OVER_PI = new DoubleDouble(0x1.9884533d43651p-1, -0x1.cbc0d30ebfd15p-55);

    /** 1/c(0). */
    private static final DoubleDouble SQRT_HALF_PI = new DoubleDouble(0x1.40d931ff62706p0, -0x1.a6a0d6f814637p-54);

    /**
     * (z + √(π/2))·c(z) as a polynomial in (z − 4)/(z + 4), which maps z ≥ 0 to [−1, 1): the first 30 terms of its Chebyshev
     * series, with a truncation error of 2⁻⁶⁶. Computed at 56 Chebyshev points with 60 digits.
     */
    private static final DoubleDouble[] EXCESS = {
            new DoubleDouble(0x1.2f684c20afbdcp0, -0x1.8737a4f0bb910p-54),
            new DoubleDouble(-0x1.40cc35950425ap-3, -0x1.bc3afb08ace64p-58),
            new DoubleDouble(-0x1.22b2b86a2f741p-3, 0x1.34663b510e5bbp-59),
            new DoubleDouble(0x1.757018455ba44p-3, 0x1.08ad954e4b0bep-57),
            new DoubleDouble(-0x1.14d4d0388a580p-4, 0x1.665e7861f405fp-60),
            new DoubleDouble(-0x1.9eee7aff3dcbfp-6, 0x1.6a2468248c7c1p-62),
            new DoubleDouble(0x1.09168bebbee50p-5, -0x1.37b5a5238dda4p-60)};
    private static final double[] EXCESS_TAIL = {
            -0x1.6db42736a15f0p-9, -0x1.4a98f74a0f76ap-7, 0x1.e33f2eaa3416dp-9, 0x1.461f5029779b7p-9,
            -0x1.cd8772b019d6ap-10, -0x1.e552109e8e8cbp-12, 0x1.50308f1513a4ep-11, 0x1.430d545cc511bp-15,
            -0x1.9f3ef1d29bf84p-13, 0x1.2205005c97becp-16, 0x1.ba68f11d1b1e8p-15, -0x1.95315fa8d4ec5p-17,
            -0x1.89067cbabb1adp-17, 0x1.477ac2daa9a1ap-18, 0x1.fde0eb50e0f08p-20, -0x1.9d5c0a3d4791ep-20,
            -0x1.a4e34c908bf1bp-24, 0x1.9bfbba626f997p-22, -0x1.00ae867eb2d63p-24, -0x1.21f68af17a072p-24,
            0x1.5f9718b3752e9p-26, 0x1.a687802e3e4bbp-28, -0x1.4ec9c47bb950dp-29};
    private static final double CENTER = 4.0;

    /** (−1)ⁿ/(2ⁿ·n!·(2n + 1)) from n = 3 on. */
    private static final double[] MIDDLE_TAIL = {-1.0 / 336.0, 1.0 / 3456.0, -1.0 / 42240.0, 1.0 / 599040.0,
            -1.0 / 9676800.0, 1.0 / 175472640.0, -1.0 / 3530096640.0, 1.0 / 78033715200.0, -1.0 / 1880240947200.0,
            1.0 / 49049763840000.0, -1.0 / 1377317368627200.0, 1.0 / 41421544567603200.0,
            -1.0 / 1328346084409344000.0};
    private static final DoubleDouble SIXTH = new DoubleDouble(1.0 / 6.0, 0x1.5555555555555p-57);
    private static final DoubleDouble FORTIETH = new DoubleDouble(0.025, -0x1.999999999999ap-60);

    private StandardNormal() {}

    /** 2/√π times the integral of e<sup>−s²</sup> from 0 to x, within 0.77 ulp. */
    public static double erf(double x) {
        return centralProbability(SQRT_TWO.times(x)).value();
    }

    /** 1 − erf x, within 0.63 ulp in both tails; 0.78 if it is subnormal. */
    public static double erfc(double x) {
        DoubleDouble z = SQRT_TWO.times(x);
        if (x <= 0.0) {
            return centralProbability(z.negated()).plus(1.0).value();
        }
        DoubleDouble log = logUpperTail(z).plus(Extended.LOG_TWO);
        return Elementary.exp(log.hi(), log.lo());
    }

    /** Φ(x), the probability of a value up to x; within 0.65 ulp in both tails, 0.78 if it is subnormal. */
    public static double cdf(double x) {
        return upperTail(DoubleDouble.of(-x));
    }

    /** φ(x), the density, within 0.53 ulp; 0.78 if it is subnormal. */
    public static double density(double x) {
        return density(DoubleDouble.of(x));
    }

    /** Q(z), the probability of a value above z; within 0.65 ulp in both tails, 0.78 if it is subnormal. */
    public static double upperTail(DoubleDouble z) {
        if (z.hi() < 0.0) {
            return centralProbability(z.negated()).plus(1.0).half().value();
        }
        DoubleDouble log = logUpperTail(z);
        return Elementary.exp(log.hi(), log.lo());
    }

    /** The logarithm of {@link #upperTail}, within 1.1 ulp. */
    public static DoubleDouble logUpperTail(DoubleDouble z) {
        if (z.hi() < -1.0) {
            return Extended.log1p(DoubleDouble.of(-upperTail(z.negated())));
        }
        if (z.hi() < 0.0) {
            return Extended.log1p(centralProbability(z.negated()).minus(1.0).half());
        }
        return logDensity(z).minus(Extended.log(hazard(z)));
    }

    /** The probability of a value between −z and z, with the sign of z: erf(z/√2). */
    public static DoubleDouble centralProbability(DoubleDouble z) {
        double x = z.hi();
        if (Math.abs(x) > 1.0) {
            DoubleDouble middle = DoubleDouble.of(1.0).minus(2.0 * upperTail(z.abs()));
            return x < 0.0 ? middle.negated() : middle;
        }
        DoubleDouble square = z.squared();
        double rest = square.hi() * Polynomial.at(square.hi(), MIDDLE_TAIL);
        DoubleDouble sum = square.times(FORTIETH.plus(rest)).minus(SIXTH).times(square).plus(1.0);
        return sum.times(SQRT_TWO_OVER_PI).times(z);
    }

    /** φ(z), the density, within 0.53 ulp; 0.78 if it is subnormal. */
    public static double density(DoubleDouble z) {
        DoubleDouble log = logDensity(z);
        return Elementary.exp(log.hi(), log.lo());
    }

    /** The logarithm of the density: −z²/2 − log √2π. */
    public static DoubleDouble logDensity(DoubleDouble z) {
        return z.squared().half().plus(HALF_LOG_TWO_PI).negated();
    }

    /** φ(z)/Q(z), the derivative of −log Q; also known as the inverse Mills ratio. */
    public static DoubleDouble hazard(DoubleDouble z) {
        if (z.hi() < 0.0) {
            DoubleDouble log = logDensity(z).minus(logUpperTail(z));
            return DoubleDouble.of(Elementary.exp(log.hi(), log.lo()));
        }
        return z.plus(hazardExcess(z));
    }

    /** The hazard less z; positive for every z. */
    public static DoubleDouble hazardExcess(DoubleDouble z) {
        if (z.hi() < 0.0) {
            return hazard(z).minus(z);
        }
        if (z.hi() > Double.MAX_VALUE / 2.0) {
            return DoubleDouble.of(1.0 / z.hi());
        }
        DoubleDouble q = z.minus(CENTER).dividedBy(z.plus(CENTER));
        DoubleDouble sum = DoubleDouble.of(Polynomial.at(q.hi(), EXCESS_TAIL));
        for (int k = EXCESS.length - 1; k >= 0; k--) {
            sum = sum.times(q).plus(EXCESS[k]);
        }
        return sum.dividedBy(z.plus(SQRT_HALF_PI));
    }
}
