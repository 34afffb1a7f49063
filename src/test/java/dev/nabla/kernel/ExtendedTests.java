package dev.nabla.kernel;

import static dev.nabla.oracle.Points.around;
import static dev.nabla.oracle.Points.between;
import static dev.nabla.oracle.Points.ofExponents;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Reference;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Errors are in powers of two, relative to the exact value by arithmetic of 100 digits. */
class ExtendedTests {

    private static final double NUMBER = 1.3;
    private static final Arithmetic MATH = new Arithmetic(100);

    /** What float64 holds below a number: some DoubleDouble whose head it is. */
    private static DoubleDouble withLow(double x) {
        return DoubleDouble.normalized(x, x * 0x1.23456789abcdep-54);
    }

    static BigDecimal exact(DoubleDouble x) {
        return new BigDecimal(x.hi()).add(new BigDecimal(x.lo()));
    }

    private static BigDecimal exact(ScaledDoubleDouble x) {
        return exact(x.significand()).multiply(BigDecimal.TWO.pow(x.exponent(), new MathContext(120)));
    }

    private static void assertWithin(double bits, DoubleFunction<BigDecimal> actual,
            DoubleFunction<BigDecimal> expected, DoubleStream... points) {
        double[] all = Stream.of(points).flatMapToDouble(kind -> kind).toArray();
        double worst = Double.NEGATIVE_INFINITY;
        double where = Double.NaN;
        for (double x : all) {
            double error = bits(actual.apply(x), expected.apply(x));
            where = error > worst ? x : where;
            worst = Math.max(worst, error);
        }
        assertThat(worst).as("binary logarithm of the worst relative error, at %s", where).isLessThan(bits);
    }

    private static double bits(BigDecimal actual, BigDecimal exact) {
        BigDecimal error = actual.subtract(exact).divide(exact, MathContext.DECIMAL32);
        return Math.log(error.abs().doubleValue()) / Math.log(2);
    }

    @Test
    void expShouldBeWithinItsBound() {
        assertWithin(-58, x -> exact(Extended.exp(withLow(x))), x -> MATH.exp(exact(withLow(x))), between(-640, 709),
                between(-1, 1), ofExponents(-60, 9));
    }

    @Test
    void scaledExpShouldBeWithinItsBoundBeyondTheRangeOfFloat64() {
        assertWithin(-58, x -> exact(Extended.scaledExp(withLow(x))), x -> MATH.exp(exact(withLow(x))),
                between(-3000, 3000));
    }

    @Test
    void sigmoidShouldBeWithinItsBound() {
        assertWithin(-57, x -> exact(Extended.sigmoid(withLow(x))),
                x -> MATH.divide(BigDecimal.ONE, MATH.exp(exact(withLow(x)).negate()).add(BigDecimal.ONE)),
                between(-640, 640), between(-1, 1), ofExponents(-60, 9));
    }

    @Test
    void scaledSigmoidShouldBeWithinItsBoundBeyondTheRangeOfFloat64() {
        assertWithin(-57, x -> exact(Extended.scaledSigmoid(withLow(x))),
                x -> MATH.divide(BigDecimal.ONE, MATH.exp(exact(withLow(x)).negate()).add(BigDecimal.ONE)),
                between(-3000, 3000), between(-1, 1), ofExponents(-60, 9));
    }

    @Test
    void scaledSigmoidAndSoftplusWhenArgumentIsInfiniteShouldBeTheirLimits() {
        assertThat(Extended.scaledSoftplus(DoubleDouble.of(Double.NEGATIVE_INFINITY)).isZero()).isTrue();
        assertThat(Extended.scaledSoftplus(DoubleDouble.of(Double.POSITIVE_INFINITY)).value())
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Extended.scaledSigmoid(DoubleDouble.of(Double.NEGATIVE_INFINITY)).isZero()).isTrue();
        assertThat(Extended.scaledSigmoid(DoubleDouble.of(Double.POSITIVE_INFINITY)).value()).isEqualTo(1);
    }

    @Test
    void softplusShouldBeWithinItsBound() {
        assertWithin(-57, x -> exact(Extended.softplus(withLow(x))), x -> MATH.softplus(exact(withLow(x))),
                between(-640, 640), between(-1, 1), ofExponents(-60, 9));
    }

    @Test
    void scaledSoftplusShouldBeWithinItsBoundBeyondTheRangeOfFloat64() {
        assertWithin(-57, x -> exact(Extended.scaledSoftplus(withLow(x))), x -> MATH.softplus(exact(withLow(x))),
                between(-3000, 3000), between(-66, -62), between(-1, 1), ofExponents(-60, 9));
    }

    @Test
    void refinedExpShouldBeWithinItsBoundTimesTheExponent() {
        DoubleFunction<BigDecimal> error = x -> {
            BigDecimal exp = MATH.exp(exact(withLow(x)));
            return exact(Extended.refinedExp(withLow(x))).subtract(exp).divide(exp, MathContext.DECIMAL32)
                    .divide(new BigDecimal(x), MathContext.DECIMAL32).add(BigDecimal.ONE);
        };
        assertWithin(-70, error, _ -> BigDecimal.ONE, between(-640, 709), between(-1, 1), ofExponents(-30, 9));
    }

    @Test
    void preciseExpShouldBeWithinItsBound() {
        assertWithin(-96, x -> exact(Extended.preciseExp(x)), x -> MATH.exp(new BigDecimal(x)), between(-3000, 3000),
                between(-1, 1), ofExponents(-60, 9));
    }

    @Test
    void expMinusShouldBeWithinItsBound() {
        assertWithin(-54, x -> exact(Extended.expMinus(x, NUMBER)),
                x -> MATH.exp(new BigDecimal(x)).subtract(new BigDecimal(NUMBER)), between(-5, 5));
    }

    @Test
    void expMinusWhenItCancelsShouldBeWithinItsBoundOfTheExponential() {
        DoubleFunction<BigDecimal> error = x -> {
            double y = Math.exp(x);
            BigDecimal exp = MATH.exp(new BigDecimal(x));
            return exact(Extended.expMinus(x, y)).subtract(exp.subtract(new BigDecimal(y))).divide(exp,
                    MathContext.DECIMAL32).divide(new BigDecimal(x), MathContext.DECIMAL32).add(BigDecimal.ONE);
        };
        assertWithin(-100, error, _ -> BigDecimal.ONE, between(-600, 709), between(-1, 1), ofExponents(-40, 9));
    }

    @Test
    void logShouldBeWithinItsBound() {
        assertWithin(-69, x -> exact(Extended.log(x)), x -> MATH.log(new BigDecimal(x)), between(0.5, 2.5),
                ofExponents(-1074, 1023).map(Math::abs), around(1).filter(x -> x != 1), around(Math.sqrt(0.5)));
    }

    @Test
    void logOfUnevaluatedSumShouldTakeTheLowPartIn() {
        assertWithin(-68, x -> exact(Extended.log(withLow(x))), x -> MATH.log(exact(withLow(x))), between(0.1, 0.9),
                between(1.1, 4), ofExponents(-900, 900).map(Math::abs), around(1), around(Math.sqrt(0.5)));
    }

    @Test
    void log1pShouldBeWithinItsBound() {
        assertWithin(-68, x -> exact(Extended.log1p(withLow(x))),
                x -> Reference.log1p(exact(withLow(x))), between(-0.999, 4), ofExponents(-900, -1),
                ofExponents(0, 900).map(Math::abs), around(0x1p-30));
    }

    @Test
    void logRatioShouldBeWithinItsBound() {
        assertWithin(-68, x -> exact(Extended.logRatio(x, NUMBER)),
                x -> MATH.log(new BigDecimal(x).divide(new BigDecimal(NUMBER), new MathContext(150))), between(0.01, 3),
                ofExponents(-1074, 1023).map(Math::abs), around(NUMBER).filter(x -> x != NUMBER));
    }

    @Test
    void minusLogShouldBeWithinItsBound() {
        assertWithin(-54, x -> exact(Extended.minusLog(x, NUMBER)),
                x -> new BigDecimal(x).subtract(MATH.log(new BigDecimal(NUMBER))), between(-5, 5),
                around(0.25), around(0.278));
    }

    @Test
    void expm1ShouldBeWithinItsBound() {
        assertWithin(-55, x -> exact(Extended.expm1(withLow(x))),
                x -> MATH.exp(exact(withLow(x))).subtract(BigDecimal.ONE), between(-40, 700), between(-1, 1),
                ofExponents(-100, 0));
    }

    @Test
    void roundedExpm1ShouldBeWithinAnUlp() {
        assertWithin(-52, x -> exact(Extended.roundedExpm1(withLow(x))),
                x -> MATH.exp(exact(withLow(x))).subtract(BigDecimal.ONE), between(-40, 700), between(-1, 1),
                ofExponents(-100, 0));
    }

    @Test
    void powShouldBeWithinItsBound() {
        assertWithin(-57, x -> exact(Extended.pow(x, DoubleDouble.of(-1.75))),
                x -> MATH.exp(MATH.log(new BigDecimal(x)).multiply(new BigDecimal("-1.75"))), between(0.01, 3),
                ofExponents(-1074, 1023).map(Math::abs));
    }

    @Test
    void log1pmxShouldBeWithinItsBound() {
        assertWithin(-59, x -> exact(Extended.log1pmx(withLow(x))),
                x -> MATH.log(exact(withLow(x)).add(BigDecimal.ONE)).subtract(exact(withLow(x))),
                between(-0.93, 2), ofExponents(-100, -1), ofExponents(0, 900).map(Math::abs), around(0x1p-10),
                around(-0x1p-10));
    }

    @Test
    void itakuraSaitoShouldBeWithinItsBound() {
        assertWithin(-59, x -> exact(Extended.itakuraSaito(x, NUMBER)), x -> {
            BigDecimal ratio = new BigDecimal(x).divide(new BigDecimal(NUMBER), new MathContext(150));
            return ratio.subtract(BigDecimal.ONE).subtract(MATH.log(ratio));
        }, between(0.001, 3), ofExponents(-1074, 1020).map(Math::abs), around(NUMBER).filter(x -> x != NUMBER));
    }

    @Test
    void expm1mxShouldBeWithinItsBound() {
        assertWithin(-55, x -> exact(Extended.expm1mx(withLow(x))),
                x -> MATH.exp(exact(withLow(x))).subtract(BigDecimal.ONE).subtract(exact(withLow(x))),
                between(-2, 2), between(-800, 709), ofExponents(-100, 0), around(0.34657359027997264),
                around(-0.34657359027997264), around(0.6931471805599453), around(-0.6931471805599453));
    }

    @Test
    void scaledProductWhenItsFactorsOverflowShouldNot() {
        ScaledDoubleDouble product = Extended.scaledExp(DoubleDouble.of(1000)).times(Double.MIN_VALUE);
        BigDecimal exact = MATH.exp(new BigDecimal(1000)).multiply(new BigDecimal(Double.MIN_VALUE));
        assertThat(product.value()).isEqualTo(exact.doubleValue());
        assertThat(product.dividedBy(DoubleDouble.of(0x1p100)).value()).isEqualTo(0x1p-100 * exact.doubleValue());
        assertThat(product.times(1e300).times(1e300).value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(ScaledDoubleDouble.of(-0.0).times(1e300).toDoubleDouble().hi()).isZero();
        assertThat(ScaledDoubleDouble.of(Double.NEGATIVE_INFINITY).times(2).value())
                .isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
