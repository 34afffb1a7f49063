package dev.nabla.kernel;

/**
 * The logarithm of the gamma function and its first three derivatives, for arguments above 0.
 *
 * <p>From {@value #STIRLING} on all use Stirling's series. Below it, lgamma is log(x−1) + … + log(x−n) plus its Taylor
 * series about 2, which keeps all digits at its zeros 1 and 2. Its derivatives are sums of powers of 1/(x+i)
 * and Stirling's series of x+n; near its zero, digamma is the Taylor series about the zero, which is stored in three parts. Leading terms
 * are computed in double-double, so that no digits cancel.
 *
 * <p>Error bounds are stated as in {@link Elementary} and measured by {@code LogGammaAccuracyTests}. NaN and negative
 * numbers give NaN; {@link ReflectedLogGamma} has those.
 *
 * @see <a href="https://dlmf.nist.gov/5.7">DLMF 5.7</a> and <a href="https://dlmf.nist.gov/5.11">5.11</a>
 */
public final class LogGamma {

    /** Where Stirling's series begins. */
    static final double STIRLING = 10.0;

    /** Beyond it tetragamma is −1/x², computed in another unit so that no low part underflows. */
    private static final double LARGE = 0x1p100;
    private static final double UNIT = 0x1p-256;

    /** Taylor coefficients of lgamma about 2: 1 − γ, and (ζ(k) − 1)(−1)^k/k, the first six to 106 bits. */
    private static final DoubleDouble[] NEAR_TWO = {
            new DoubleDouble(0x1.b0ee6072093cep-2, 0x1.6cb90701fbfabp-58),
            new DoubleDouble(0x1.4a34cc4a60fa6p-2, 0x1.1873d8912200cp-56),
            new DoubleDouble(-0x1.13e001a557607p-4, 0x1.fb68be2f8821fp-58),
            new DoubleDouble(0x1.51322ac7d8483p-6, 0x1.afc89088cb729p-60),
            new DoubleDouble(-0x1.e404fc218f5f2p-8, 0x1.e4a627cf1eb34p-62),
            new DoubleDouble(0x1.7add6eadb6c30p-9, -0x1.5b7828c7fd7f4p-64)};
    private static final double[] NEAR_TWO_TAIL = {
            -0x1.38ac5c2bf8e08p-10, 0x1.0b36af86396e9p-11, -0x1.d3fd4c76d2fc8p-13, 0x1.a127b0f17d65ap-14,
            -0x1.78de5bd7c81efp-15, 0x1.580dcee66eb02p-16, -0x1.3cbc963ce2243p-17, 0x1.2597a39f34aacp-18,
            -0x1.11b2eb7679541p-19, 0x1.0064cdeb22f0fp-20, -0x1.e2600d93cfd2fp-22, 0x1.c76bbb3f07a4dp-23,
            -0x1.af5a6cbbf8a97p-24, 0x1.99b93c2070b0fp-25, -0x1.862c734df3eacp-26, 0x1.7469daccfadcdp-27,
            -0x1.6434a8447aeadp-28, 0x1.555a877ffd2c3p-29, -0x1.47b1679258d0ep-30, 0x1.3b15d2b2fc10cp-31,
            -0x1.2f69a9fabe3e0p-32, 0x1.24932a337434cp-33, -0x1.1a7c26ec2523cp-34, 0x1.11116e693ed98p-35};

    /** The zero of digamma, in three parts. */
    static final double ROOT = 0x1.762d86356be3fp0;
    static final double ROOT_LOW = 0x1.b86a722197829p-54;
    static final double ROOT_LOWEST = 0x1.e0d62a6be90c7p-109;
    private static final double NEAR_ROOT = 0.125;

    /** Taylor coefficients of digamma about its zero, from that of the first power on, the first three to 106 bits. */
    private static final DoubleDouble[] AT_ROOT = {
            new DoubleDouble(0x1.ef72bc8ee38acp-1, -0x1.3879eb97bf58dp-55),
            new DoubleDouble(-0x1.c563b54aa1a35p-2, -0x1.c760306906dfep-56),
            new DoubleDouble(0x1.08b4294d50381p-2, -0x1.14c9424b7ffe7p-56)};
    private static final double[] AT_ROOT_TAIL = {
            -0x1.4fc1317257da8p-3, 0x1.b9a5b6370f3abp-4, -0x1.27baba261cc2cp-4, 0x1.8fce02b239ca7p-5,
            -0x1.0fa7ec36a7d8fp-5, 0x1.723d6807edcc0p-6, -0x1.f970508e1b6a2p-7, 0x1.5955caaa962f3p-7,
            -0x1.d828079282eb8p-8, 0x1.42e1acf81d8dcp-8, -0x1.b9afc7cee8a14p-9, 0x1.2e23345f79aafp-9,
            -0x1.9d626f71d1f7ap-10, 0x1.1acebbd761089p-10, -0x1.82f6345c65b35p-11, 0x1.08bdae1a261d4p-11,
            -0x1.6a3fddea11304p-12, 0x1.efacab6fb8985p-13, -0x1.531f5dc5eb563p-13};

    private LogGamma() {}

    /** log Γ(x), within 0.52 ulp, including next to its zeros. */
    public static double lgamma(double x) {
        return extendedLgamma(x).value();
    }

    /** The derivative of log Γ, within 0.52 ulp, including next to its zero. */
    public static double digamma(double x) {
        return extendedDigamma(x).value();
    }

    /** log Γ(x), within 2⁻⁶³ of itself. */
    public static DoubleDouble extendedLgamma(double x) {
        if (!(x > 0.0 && x <= Double.MAX_VALUE)) {
            return atEnd(x, Double.POSITIVE_INFINITY);
        }
        if (x >= STIRLING) {
            DoubleDouble log = Extended.log(x);
            return log.minus(1.0).times(x).plus(StirlingRemainder.lgamma(DoubleDouble.of(x), log));
        }
        if (x < 0.5) {
            return nearTwo(x).minus(Extended.log1p(DoubleDouble.of(x))).minus(Extended.log(x));
        }
        if (x < 1.5) {
            return nearTwo(x - 1.0).minus(Extended.log(x));
        }
        DoubleDouble factors = DoubleDouble.of(1.0);
        double base = x;
        while (base > 2.5) {
            base -= 1.0;
            factors = factors.times(base);
        }
        return nearTwo(base - 2.0).plus(Extended.log(factors));
    }

    /** log x! = log Γ(1 + x), x ≥ 0, within 2⁻⁶³ of itself; small x keep all their digits. */
    public static DoubleDouble logFactorial(double x) {
        if (x < 0.5) {
            return nearTwo(x).minus(Extended.log1p(DoubleDouble.of(x)));
        }
        return x < 1.5 ? nearTwo(x - 1.0) : extendedLgamma(x).plus(Extended.log(x));
    }

    /** The derivative of log Γ, within 2⁻⁵⁸ of itself. */
    public static DoubleDouble extendedDigamma(double x) {
        if (!(x > 0.0 && x <= Double.MAX_VALUE)) {
            return atEnd(x, Double.NEGATIVE_INFINITY);
        }
        if (Math.abs(x - ROOT) < NEAR_ROOT) {
            return nearRoot(DoubleDouble.difference(x - ROOT, ROOT_LOW).minus(ROOT_LOWEST));
        }
        DoubleDouble shifted = DoubleDouble.of(x);
        DoubleDouble reciprocals = DoubleDouble.ZERO;
        for (int i = 0; shifted.hi() < STIRLING; shifted = DoubleDouble.sum(x, ++i)) {
            reciprocals = reciprocals.plus(reciprocal(shifted));
        }
        return Extended.log(shifted).plus(StirlingRemainder.digamma(shifted)).minus(reciprocals);
    }

    /** The second derivative of log Γ, within 0.52 ulp. */
    public static double trigamma(double x) {
        return extendedTrigamma(x).value();
    }

    /** The second derivative of log Γ, with a few bits more than float64. */
    static DoubleDouble extendedTrigamma(double x) {
        if (!(x > 0.0 && x <= Double.MAX_VALUE)) {
            return x == Double.POSITIVE_INFINITY ? DoubleDouble.ZERO : atEnd(x, Double.POSITIVE_INFINITY);
        }
        DoubleDouble shifted = DoubleDouble.of(x);
        DoubleDouble squares = DoubleDouble.ZERO;
        for (int i = 0; shifted.hi() < STIRLING; shifted = DoubleDouble.sum(x, ++i)) {
            squares = squares.plus(reciprocal(shifted).squared());
        }
        return reciprocal(shifted).plus(StirlingRemainder.trigamma(shifted)).plus(squares);
    }

    /** The third derivative of log Γ, within 0.52 ulp; 0.78 if it is subnormal. Never positive. */
    public static double tetragamma(double x) {
        return x > LARGE
                ? -reciprocal(DoubleDouble.of(x * UNIT)).squared().value() * (UNIT * UNIT)
                : extendedTetragamma(x).value();
    }

    /** The third derivative of log Γ up to {@link #LARGE}, with a few bits more than float64. */
    static DoubleDouble extendedTetragamma(double x) {
        if (!(x > 0.0 && x <= LARGE)) {
            return DoubleDouble.of(x == 0.0 ? Double.NEGATIVE_INFINITY : Double.NaN);
        }
        DoubleDouble shifted = DoubleDouble.of(x);
        DoubleDouble cubes = DoubleDouble.ZERO;
        for (int i = 0; shifted.hi() < STIRLING; shifted = DoubleDouble.sum(x, ++i)) {
            cubes = cubes.plus(reciprocal(shifted).cubed());
        }
        return StirlingRemainder.tetragamma(shifted).minus(reciprocal(shifted).squared()).minus(cubes.plus(cubes));
    }

    private static DoubleDouble atEnd(double x, double atZero) {
        double end = x == 0.0 ? atZero : Double.NaN;
        return DoubleDouble.of(x > 0.0 ? x : end);
    }

    private static DoubleDouble reciprocal(DoubleDouble x) {
        return DoubleDouble.of(1.0).dividedBy(x);
    }

    /** lgamma(2 + z), |z| ≤ ½. */
    private static DoubleDouble nearTwo(double z) {
        DoubleDouble sum = DoubleDouble.of(Polynomial.at(z, NEAR_TWO_TAIL));
        for (int k = NEAR_TWO.length - 1; k >= 0; k--) {
            sum = sum.times(z).plus(NEAR_TWO[k]);
        }
        return sum.times(z);
    }

    private static DoubleDouble nearRoot(DoubleDouble distance) {
        DoubleDouble sum = DoubleDouble.of(Polynomial.at(distance.hi(), AT_ROOT_TAIL));
        for (int k = AT_ROOT.length - 1; k >= 0; k--) {
            sum = sum.times(distance).plus(AT_ROOT[k]);
        }
        return sum.times(distance);
    }
}
