package dev.nabla.kernel;

import static dev.nabla.kernel.ScaledError.assertWithin;
import static dev.nabla.oracle.Points.around;
import static dev.nabla.oracle.Points.between;
import static dev.nabla.oracle.Points.ofExponents;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@link ScaledElementary} to its bound, by arithmetic of 100 digits. */
class ScaledElementaryTests {

    private static final double BOUND = 1e-28;
    private static final Arithmetic MATH = new Arithmetic(100);
    private static final MathContext CONTEXT = new MathContext(100);
    private static final double HALF_LN2 = 0.34657359027997264;

    @Test
    void expShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledElementary::exp, MATH::exp, between(-750, 750), between(-1, 1),
                between(-15_000, 15_000),
                ofExponents(-60, 13), around(HALF_LN2), around(709));
    }

    @Test
    void expm1ShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledElementary::expm1, ScaledElementaryTests::expm1, between(-750, 750), between(-1, 1),
                ofExponents(-900, 9), around(HALF_LN2), around(-HALF_LN2));
    }

    private static BigDecimal expm1(BigDecimal x) {
        return x.abs().compareTo(new BigDecimal("1e-40")) < 0
                ? x.add(x.multiply(x, CONTEXT).divide(BigDecimal.TWO))
                : MATH.exp(x).subtract(BigDecimal.ONE);
    }

    @Test
    void expm1mxShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledElementary::expm1mx, ScaledElementaryTests::expm1mx, between(-750, 750),
                between(-1, 1), ofExponents(-450, 9), around(HALF_LN2), around(-HALF_LN2));
    }

    private static BigDecimal expm1mx(BigDecimal x) {
        BigDecimal square = x.multiply(x, CONTEXT).divide(BigDecimal.TWO);
        return x.abs().compareTo(new BigDecimal("1e-30")) < 0
                ? square.add(square.multiply(x, CONTEXT).divide(BigDecimal.valueOf(3), CONTEXT))
                : MATH.exp(x).subtract(BigDecimal.ONE).subtract(x);
    }

    @Test
    void logShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledElementary::log, MATH::log, between(0.5, 2.5), ofExponents(-960, 1023).map(Math::abs),
                around(1).filter(x -> x != 1), around(Math.sqrt(2)), around(Math.sqrt(0.5)));
    }

    @Test
    void log1pShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledElementary::log1p, ScaledElementaryTests::log1p, between(-0.999, 2),
                ofExponents(-900, -1), ofExponents(0, 1000).map(Math::abs), around(-0.25), around(0.4));
    }

    @Test
    void log1pmxShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledElementary::log1pmx, ScaledElementaryTests::log1pmx, between(-0.999, 2),
                ofExponents(-450, -1), ofExponents(0, 1000).map(Math::abs), around(-0.25), around(0.4));
    }

    private static BigDecimal log1pmx(BigDecimal x) {
        BigDecimal square = x.multiply(x, CONTEXT).divide(BigDecimal.TWO);
        return x.abs().compareTo(new BigDecimal("1e-30")) < 0
                ? square.multiply(x, CONTEXT).multiply(BigDecimal.TWO).divide(BigDecimal.valueOf(3), CONTEXT)
                        .subtract(square)
                : MATH.log(x.add(BigDecimal.ONE)).subtract(x);
    }

    private static BigDecimal log1p(BigDecimal x) {
        return x.abs().compareTo(new BigDecimal("1e-40")) < 0
                ? x.subtract(x.multiply(x, CONTEXT).divide(BigDecimal.TWO))
                : MATH.log(x.add(BigDecimal.ONE));
    }

    @Test
    void logarithmsOfOtherBasesShouldBeWithinTheirBound() {
        UnaryOperator<BigDecimal> log2 = x -> MATH.log(x).divide(MATH.log(BigDecimal.TWO), CONTEXT);
        UnaryOperator<BigDecimal> log10 = x -> MATH.log(x).divide(MATH.log(BigDecimal.TEN), CONTEXT);
        assertWithin(BOUND, ScaledElementary::log2, log2, between(0.5, 2.5), ofExponents(-960, 1023).map(Math::abs));
        assertWithin(BOUND, ScaledElementary::log10, log10, between(0.5, 2.5), ofExponents(-960, 1023).map(Math::abs));
    }

    @Test
    void sqrtShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledElementary::sqrt, x -> x.sqrt(CONTEXT), between(0, 4),
                ofExponents(-900, 1023).map(Math::abs));
    }

    @Test
    void hyperbolicFunctionsShouldBeWithinTheirBound() {
        UnaryOperator<BigDecimal> sinh = x -> expm1(x).subtract(expm1(x.negate())).divide(BigDecimal.TWO, CONTEXT);
        UnaryOperator<BigDecimal> cosh = x -> MATH.exp(x).add(MATH.exp(x.negate())).divide(BigDecimal.TWO, CONTEXT);
        UnaryOperator<BigDecimal> tanh = x -> sinh.apply(x).divide(cosh.apply(x), CONTEXT);
        assertWithin(BOUND, ScaledElementary::sinh, sinh, between(-1000, 1000), between(-1, 1), ofExponents(-900, 9));
        assertWithin(BOUND, ScaledElementary::cosh, cosh, between(-1000, 1000), between(-1, 1), ofExponents(-60, 9));
        assertWithin(BOUND, ScaledElementary::tanh, tanh, between(-50, 50), between(-1, 1), ofExponents(-900, 9));
    }

    @Test
    void powShouldBeWithinItsBound() {
        for (double y : new double[]{0.5, -1.75, 3, 64, -7, 65, 1e-9, 700.3, -1e5}) {
            ScaledDoubleDouble exponent = ScaledError.withLow(y);
            BigDecimal exact = ScaledError.exact(exponent);
            ScaledDoubleDouble integer = ScaledDoubleDouble.of(Math.rint(y));
            assertWithin(BOUND, x -> ScaledElementary.pow(x, exponent), x -> power(x, exact), basesOf(y));
            assertWithin(BOUND, x -> ScaledElementary.pow(x, integer), x -> power(x, new BigDecimal(Math.rint(y))),
                    basesOf(y));
        }
    }

    /** Those whose powers the oracle has. */
    private static DoubleStream basesOf(double y) {
        return Stream.of(between(0.01, 3), ofExponents(-900, 1023).map(Math::abs), around(1).filter(x -> x != 1))
                .flatMapToDouble(kind -> kind.filter(x -> Math.abs(y * Math.log(x)) < 19_000).limit(60));
    }

    /** Of bases next to 1, where large powers are ordinary numbers. */
    @Test
    void powWhenTheExponentIsHugeShouldBeWithinItsBound() {
        ScaledDoubleDouble exponent = ScaledError.withLow(3.7e15);
        assertWithin(BOUND, x -> ScaledElementary.pow(x, exponent), x -> power(x, ScaledError.exact(exponent)),
                between(-1, 1).map(d -> 1 + 1e-13 * d).filter(x -> x != 1));
    }

    private static BigDecimal power(BigDecimal x, BigDecimal y) {
        return MATH.exp(MATH.log(x).multiply(y));
    }

    // From IEEE 754-2019, 9.2.1.
    @Test
    void powWhenArgumentsAreSpecialShouldBeThatOfIeee754() {
        double inf = Double.POSITIVE_INFINITY;
        assertPow(Double.NaN, 0, 1);
        assertPow(1, Double.NaN, 1);
        assertPow(-1, inf, 1);
        assertPow(-1, -inf, 1);
        assertPow(-1, Double.NaN, Double.NaN);
        assertPow(-0.0, -3, -inf);
        assertPow(-0.0, -2, inf);
        assertPow(-0.0, -0.5, inf);
        assertPow(-0.0, 3, -0.0);
        assertPow(-0.0, 1e300, 0.0);
        assertPow(0.5, inf, 0);
        assertPow(-2, inf, inf);
        assertPow(-2, -inf, 0);
        assertPow(-inf, 3, -inf);
        assertPow(-inf, -3, -0.0);
        assertPow(-inf, -2.5, 0);
        assertPow(inf, -1e-300, 0);
        assertPow(-8, 1.0 / 3.0, Double.NaN);
        assertPow(-2, 3, -8);
        assertPow(-2, 1e17, inf);
        assertPow(-0.5, 101, -0x1p-101);
        assertPow(2, 1e-300, 1);
        assertPow(2, 1e300, inf);
        assertPow(2, -1e300, 0);
    }

    private static void assertPow(double x, double y, double expected) {
        double actual = ScaledElementary.pow(ScaledDoubleDouble.of(x), ScaledDoubleDouble.of(y)).value();
        assertSame(actual, expected, x + "^" + y);
    }

    // From C99, Annex F.
    @Test
    void functionsAtSpecialValuesShouldBeThoseOfC99() {
        double inf = Double.POSITIVE_INFINITY;
        assertAt(ScaledElementary::exp, -inf, 0.0);
        assertAt(ScaledElementary::exp, inf, inf);
        assertAt(ScaledElementary::expm1, -0.0, -0.0);
        assertAt(ScaledElementary::expm1, -inf, -1);
        assertAt(ScaledElementary::expm1, inf, inf);
        assertAt(ScaledElementary::log, -0.0, -inf);
        assertAt(ScaledElementary::log, 1, 0.0);
        assertAt(ScaledElementary::log, -1, Double.NaN);
        assertAt(ScaledElementary::log, inf, inf);
        assertAt(ScaledElementary::log1p, -0.0, -0.0);
        assertAt(ScaledElementary::log1p, -1, -inf);
        assertAt(ScaledElementary::log1p, -1.5, Double.NaN);
        assertAt(ScaledElementary::log1p, inf, inf);
        assertAt(ScaledElementary::sqrt, -0.0, -0.0);
        assertAt(ScaledElementary::sqrt, -1, Double.NaN);
        assertAt(ScaledElementary::sqrt, inf, inf);
        assertAt(ScaledElementary::sinh, -0.0, -0.0);
        assertAt(ScaledElementary::sinh, -inf, -inf);
        assertAt(ScaledElementary::cosh, -inf, inf);
        assertAt(ScaledElementary::cosh, -0.0, 1);
        assertAt(ScaledElementary::tanh, -0.0, -0.0);
        assertAt(ScaledElementary::tanh, -inf, -1);
        for (UnaryOperator<ScaledDoubleDouble> function : List.<UnaryOperator<ScaledDoubleDouble>>of(
                ScaledElementary::exp, ScaledElementary::expm1, ScaledElementary::log, ScaledElementary::log1p,
                ScaledElementary::sqrt, ScaledElementary::sinh, ScaledElementary::cosh, ScaledElementary::tanh,
                ScaledElementary::floor, ScaledElementary::rint)) {
            assertAt(function, Double.NaN, Double.NaN);
        }
    }

    static void assertAt(UnaryOperator<ScaledDoubleDouble> function, double x, double expected) {
        assertSame(function.apply(ScaledDoubleDouble.of(x)).value(), expected, "at " + x);
    }

    /** Equal, zeros with their signs. */
    private static void assertSame(double actual, double expected, String description) {
        assertThat(actual).as(description).isEqualTo(Double.valueOf(expected));
        if (expected == 0) {
            assertThat(Math.copySign(1, actual)).as("sign " + description).isEqualTo(Math.copySign(1, expected));
        }
    }

    // By hand: log e^x = x, also where e^x is beyond float64; a chain of squares overflows only beyond 2^(2^28).
    @Test
    void functionsBeyondFloat64ShouldNotOverflow() {
        ScaledDoubleDouble huge = ScaledElementary.exp(ScaledDoubleDouble.of(1e8));
        assertThat(ScaledElementary.log(huge).value()).isEqualTo(1e8);
        assertThat(ScaledElementary.log(ScaledElementary.exp(ScaledDoubleDouble.of(-1e8))).value()).isEqualTo(-1e8);
        assertThat(ScaledElementary.log1p(huge).value()).isEqualTo(1e8);
        assertThat(ScaledElementary.sqrt(huge).isEqualTo(huge)).isFalse();
        assertThat(ScaledElementary.exp(ScaledElementary.exp(ScaledDoubleDouble.of(1e8))).isInfinite()).isTrue();
        assertThat(huge.squared().normalized().isInfinite()).isTrue();
        assertThat(ScaledDoubleDouble.ONE.dividedBy(huge.squared()).normalized().isZero()).isTrue();
    }

    // By hand.
    @Test
    void roundingShouldTakeTheLowPartIn() {
        ScaledDoubleDouble below = ScaledDoubleDouble.of(new DoubleDouble(3, -0x1p-80));
        ScaledDoubleDouble tie = ScaledDoubleDouble.of(new DoubleDouble(2.5, 0x1p-80));
        ScaledDoubleDouble large = ScaledDoubleDouble.of(new DoubleDouble(0x1p80, 1.5));
        assertThat(ScaledElementary.floor(below).value()).isEqualTo(2);
        assertThat(ScaledElementary.ceil(below).value()).isEqualTo(3);
        assertThat(ScaledElementary.rint(below).value()).isEqualTo(3);
        assertThat(ScaledElementary.rint(tie).value()).isEqualTo(3);
        assertThat(ScaledElementary.rint(large).toDoubleDouble()).isEqualTo(new DoubleDouble(0x1p80, 2));
        assertThat(ScaledElementary.floor(large).toDoubleDouble()).isEqualTo(new DoubleDouble(0x1p80, 1));
        assertAt(ScaledElementary::floor, -1e-300, -1);
        assertAt(ScaledElementary::ceil, -1e-300, -0.0);
        assertAt(ScaledElementary::floor, -0.0, -0.0);
        assertAt(ScaledElementary::floor, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
        for (double x : new double[]{-2.5, -1.5, -0.5, -0.3, 0.5, 1.5, 2.5, 0.7, 1e300, 1e-310}) {
            assertAt(ScaledElementary::rint, x, Math.rint(x));
            assertAt(ScaledElementary::floor, x, Math.floor(x));
            assertAt(ScaledElementary::ceil, x, Math.ceil(x));
        }
    }

    @Test
    void comparisonsShouldBeThoseOfTheRealNumbers() {
        ScaledDoubleDouble one = ScaledDoubleDouble.ONE;
        ScaledDoubleDouble more = ScaledDoubleDouble.of(new DoubleDouble(1, 0x1p-100));
        ScaledDoubleDouble huge = ScaledDoubleDouble.power(5000);
        ScaledDoubleDouble infinity = ScaledDoubleDouble.of(Double.POSITIVE_INFINITY);
        ScaledDoubleDouble nan = ScaledDoubleDouble.of(Double.NaN);
        assertThat(one.isLessThan(more)).isTrue();
        assertThat(more.isLessThan(one)).isFalse();
        assertThat(more.isLessThan(huge)).isTrue();
        assertThat(huge.negated().isLessThan(more)).isTrue();
        assertThat(huge.isLessThan(infinity)).isTrue();
        assertThat(infinity.isLessThan(infinity)).isFalse();
        assertThat(infinity.isEqualTo(infinity)).isTrue();
        assertThat(ScaledDoubleDouble.of(-0.0).isEqualTo(ScaledDoubleDouble.ZERO)).isTrue();
        assertThat(nan.isLessThan(infinity) || infinity.isLessThan(nan) || nan.isEqualTo(nan)).isFalse();
        assertThat(nan.isNaN()).isTrue();
        assertThat(huge.isNaN()).isFalse();
    }
}
