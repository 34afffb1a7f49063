package dev.nabla.kernel;

import static dev.nabla.oracle.Points.around;
import static dev.nabla.oracle.Points.between;
import static dev.nabla.oracle.Points.ofExponents;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Reference;
import dev.nabla.oracle.Ulps;
import dev.nabla.oracle.WorstError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds {@link Elementary} to the bounds its documentation claims. The bounds were measured with 200,000 points of each
 * kind: {@code ./mvnw test -Dtest=ElementaryAccuracyTests -Dnabla.accuracy.points=200000}, a quarter of an
 * hour.
 */
class ElementaryAccuracyTests {

    private static final double HALF_LN2 = 0.34657359027997264;
    private static final double SMALLEST_NORMAL_LOG = -708.396;
    private static final double LOG_OF_MIN = -745.13;
    private static final double LOG_OF_MAX = 709.782;
    private static final double LARGE = 709.9;
    private static final double SLOPE = 1e305;

    @Test
    void expShouldBeWithinItsBound() {
        assertWithin(0.52, Elementary::exp, Reference::exp, between(SMALLEST_NORMAL_LOG, LOG_OF_MAX),
                between(-1.0, 1.0),
                ofExponents(-60, 9), around(HALF_LN2), around(-HALF_LN2), around(3 * HALF_LN2), around(709.0));
    }

    @Test
    void expWhenResultIsSubnormalShouldBeWithinTwoRoundings() {
        assertWithin(0.78, Elementary::exp, Reference::exp, between(LOG_OF_MIN, -708.0), around(-708.3964185322641),
                around(-745.0));
    }

    @Test
    void expOfUnevaluatedSumShouldTakeTheLowPartIn() {
        assertWithin(0.52, x -> Elementary.exp(x, lowPart(x)), x -> Reference.exp(withLowPart(x)),
                between(-700.0, 709.0), between(-1.0, 1.0), ofExponents(-60, 9));
    }

    @Test
    void expBelowOneShouldBeWithinItsBound() {
        assertWithin(0.65, x -> Exponential.expBelowOne(x, lowPart(x)), x -> Reference.exp(withLowPart(x)),
                between(-700.0, 0.0), between(-1.0, 0.0), ofExponents(-60, 9).map(x -> -Math.abs(x)),
                around(-HALF_LN2), around(-3 * HALF_LN2), between(-HALF_LN2, -0.342),
                DoubleStream.of(-0.3429347457562148, -0.3435119760900187, -0.34513608871490536));
    }

    @Test
    void expBelowOneWhenResultIsSubnormalShouldBeWithinTwoRoundings() {
        assertWithin(0.85, x -> Exponential.expBelowOne(x, 0), Reference::exp, between(LOG_OF_MIN, -708.0),
                around(-708.3964185322641), around(-745.0));
    }

    @Test
    void expm1ShouldBeWithinItsBound() {
        assertWithin(0.54, Elementary::expm1, Reference::expm1, between(-45.0, LOG_OF_MAX), between(-1.5, 1.5),
                between(-HALF_LN2, HALF_LN2), ofExponents(-1074, 5), around(HALF_LN2), around(-HALF_LN2),
                around(3 * HALF_LN2), around(-3 * HALF_LN2));
    }

    @Test
    void expm1OfUnevaluatedSumShouldTakeTheLowPartIn() {
        assertWithin(0.54, x -> Elementary.expm1(x, lowPart(x)), x -> Reference.expm1(withLowPart(x)),
                between(-45.0, 700.0), between(-1.5, 1.5), ofExponents(-900, 5));
    }

    @Test
    void tanhOfUnevaluatedSumShouldBeWithinItsBound() {
        assertWithin(1.5, x -> Elementary.tanh(x, lowPart(x)), x -> tanh(withLowPart(x)), between(-25.0, 25.0),
                between(-1.0, 1.0), ofExponents(-900, 5), around(HALF_LN2), around(19.06), between(0.005, 0.13),
                DoubleStream.of(0.015553275285088227, -0.030396254101209975, -0.06248487051614603));
    }

    private static BigDecimal tanh(BigDecimal x) {
        BigDecimal power = Reference.expm1(x.add(x));
        return power.divide(power.add(BigDecimal.TWO), MathContext.DECIMAL128);
    }

    @Test
    void log1pmxShouldBeWithinItsBound() {
        assertWithin(0.66, Elementary::log1pmx, x -> Reference.log1p(x).subtract(x), between(-0.999, 2.0),
                ofExponents(-40, -1), ofExponents(0, 100).map(Math::abs), between(-0.3, -0.28), between(0.35, 0.4),
                DoubleStream.of(-0.29088939955366794, 0.3794285906073722));
    }

    @Test
    void expm1mxShouldBeWithinItsBound() {
        assertWithin(1.2, x -> Elementary.expm1mx(x, lowPart(x)), x -> Reference.expm1(withLowPart(x))
                .subtract(withLowPart(x)), between(-700.0, 700.0), between(-2.0, 2.0), between(-0.5, 0.5),
                ofExponents(-40, -1), between(0.43, 0.46), DoubleStream.of(0.4476595703047888, 0.4511467978705102));
        assertWithin(1, Elementary::expm1mx, x -> Reference.expm1(x).subtract(x), between(-30.0, 709.0),
                between(-0.5, 0.5), DoubleStream.of(0.44542269309344723));
    }

    @Test
    void expMinusLinearWhenTheExponentialAloneOverflowsShouldNot() {
        // e^709.9 = 2.02e308, of which 1e305 · 709.9 leaves 1.31e308
        BigDecimal exact = Reference.exp(new BigDecimal(LARGE))
                .subtract(new BigDecimal(SLOPE).multiply(new BigDecimal(LARGE)));
        assertThat(expMinusLinear(LARGE, SLOPE)).isEqualTo(exact.doubleValue());
        assertThat(expMinusLinear(LARGE, 1.7e308)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(expMinusLinear(LARGE, 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(expMinusLinear(Double.NEGATIVE_INFINITY, 0)).isZero();
        assertThat(expMinusLinear(Double.POSITIVE_INFINITY, 2)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    private static double expMinusLinear(double x, double slope) {
        return Elementary.expMinusLinear(x, Extended.exp(x), slope);
    }

    @Test
    void logShouldBeWithinItsBound() {
        assertWithin(0.52, Elementary::log, Reference::log, between(0.5, 2.5), ofExponents(-1074, 1023).map(Math::abs),
                around(1.0), around(Math.sqrt(2.0)), around(Math.sqrt(0.5)), around(2.0));
    }

    @Test
    void log1pShouldBeWithinItsBound() {
        assertWithin(0.52, Elementary::log1p, Reference::log1p, between(-0.999, 2.0),
                ofExponents(-1074, -1), ofExponents(0, 1023).map(Math::abs), around(Math.sqrt(2.0) - 1.0),
                around(Math.sqrt(0.5) - 1.0), around(1.0), around(-1.0).filter(x -> x > -1.0));
    }

    @Test
    void log1pOfUnevaluatedSumShouldTakeTheLowPartIn() {
        assertWithin(0.52, x -> Elementary.log1p(x, lowPart(x)), x -> Reference.log1p(withLowPart(x)),
                between(-0.999, 2.0), ofExponents(-900, -1), ofExponents(0, 900).map(Math::abs),
                around(-1.0).filter(x -> x > -1.0));
    }

    @Test
    void sigmoidShouldBeWithinItsBound() {
        assertWithin(0.52, Elementary::sigmoid, Reference::sigmoid, between(-708.0, 40.0), between(-2.0, 2.0),
                ofExponents(-60, 6), around(HALF_LN2), around(-HALF_LN2), around(-36.7));
    }

    @Test
    void sigmoidWhenResultIsSubnormalShouldBeWithinTwoRoundings() {
        assertWithin(0.78, Elementary::sigmoid, Reference::sigmoid, between(LOG_OF_MIN, -708.0));
    }

    @Test
    void softplusShouldBeWithinItsBound() {
        assertWithin(0.52, Elementary::softplus, Reference::softplus, between(-708.0, 40.0), between(-2.0, 2.0),
                ofExponents(-60, 9).filter(x -> x > -708.0), around(HALF_LN2), around(-HALF_LN2), around(-64.0));
    }

    @Test
    void softplusWhenResultIsSubnormalShouldBeWithinTwoRoundings() {
        assertWithin(0.78, Elementary::softplus, Reference::softplus, between(LOG_OF_MIN, -708.0));
    }

    @Test
    void powWhenResultIsNormalShouldBeWithinItsBound() {
        assertPowWithin(0.52, -708.0, LOG_OF_MAX, between(0.1, 4.0));
        assertPowWithin(0.52, -708.0, LOG_OF_MAX, ofExponents(-1074, 1023).map(Math::abs));
        assertPowWithin(0.52, -708.0, LOG_OF_MAX, around(1.0));
        assertPowWithin(0.52, -2.0, 2.0, between(0.1, 4.0));
    }

    @Test
    void powWhenResultIsSubnormalShouldBeWithinTwoRoundings() {
        assertPowWithin(0.78, LOG_OF_MIN, -708.0, between(0.1, 4.0));
    }

    @Test
    void gaussianShouldBeWithinItsBound() {
        UnaryOperator<BigDecimal> exact = x -> Reference.exp(x.multiply(x).negate());
        assertWithin(0.52, Elementary::gaussian, exact, between(-26, 26), between(-1, 1), ofExponents(-60, 4));
        assertWithin(0.78, Elementary::gaussian, exact, between(26.6, 27.2));
        assertThat(Elementary.gaussian(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Elementary.gaussian(Double.MAX_VALUE)).isZero();
        assertThat(Elementary.gaussian(Double.NaN)).isNaN();
    }

    private static void assertWithin(double bound, DoubleUnaryOperator actual, UnaryOperator<BigDecimal> exact,
            DoubleStream... points) {
        DoubleStream all = Stream.of(points).flatMapToDouble(kind -> kind);
        assertThat(WorstError.of(actual, exact, all)).satisfies(
                worst -> assertThat(worst.ulps()).isLessThanOrEqualTo(bound));
    }

    /** Takes the exponent from the logarithm that the power is to have. */
    private static void assertPowWithin(double bound, double minLog, double maxLog, DoubleStream bases) {
        double[] logs = between(minLog, maxLog).toArray();
        double[] x = bases.filter(base -> base != 1.0).limit(logs.length).toArray();
        for (int i = 0; i < x.length; i++) {
            double y = logs[i] / StrictMath.log(x[i]);
            double error = Ulps.distance(Elementary.pow(x[i], y),
                    Reference.pow(new BigDecimal(x[i]), new BigDecimal(y)));
            assertThat(error).as("error of %s^%s", x[i], y).isLessThanOrEqualTo(bound);
        }
    }

    /** Somewhere within half an ulp. */
    private static double lowPart(double x) {
        return Math.ulp(x) * 0.4999 * StrictMath.sin(1e6 * x);
    }

    private static BigDecimal withLowPart(BigDecimal x) {
        return x.add(new BigDecimal(lowPart(x.doubleValue())));
    }
}
