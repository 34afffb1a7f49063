package dev.nabla.kernel;

import static dev.nabla.kernel.ScaledElementaryTests.assertAt;
import static dev.nabla.kernel.ScaledError.assertWithin;
import static dev.nabla.oracle.Points.around;
import static dev.nabla.oracle.Points.between;
import static dev.nabla.oracle.Points.ofExponents;
import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@link ScaledTrigonometry} to its bound, by big-math. */
class ScaledTrigonometryTests {

    private static final double BOUND = 1e-28;
    private static final MathContext CONTEXT = new MathContext(120);
    private static final BigDecimal TWO_PI = BigDecimalMath.pi(new MathContext(700)).multiply(BigDecimal.TWO);
    private static final int COUNT = 150;

    /** The float64 number nearest to a multiple of π/2: Muller et al., Handbook of Floating-Point Arithmetic, table 10.1. */
    private static final double NEAREST_MULTIPLE = 6381956970095103.0 * 0x1p797;

    private static DoubleStream angles() {
        return Stream.of(between(-10, 10), ofExponents(-100, 6), ofExponents(6, 1023), between(-1e6, 1e6),
                around(Math.PI), around(Math.PI / 2), around(Math.PI / 4), around(100 * Math.PI))
                .flatMapToDouble(kind -> kind.limit(COUNT));
    }

    @Test
    void sinShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledTrigonometry::sin, ScaledTrigonometryTests::sin, angles());
    }

    @Test
    void cosShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledTrigonometry::cos, ScaledTrigonometryTests::cos, angles());
    }

    @Test
    void tanShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledTrigonometry::tan, x -> sin(x).divide(cos(x), CONTEXT), angles());
    }

    private static BigDecimal sin(BigDecimal x) {
        return BigDecimalMath.sin(reduced(x), CONTEXT);
    }

    private static BigDecimal cos(BigDecimal x) {
        return BigDecimalMath.cos(reduced(x), CONTEXT);
    }

    /** Less a multiple of 2π. */
    private static BigDecimal reduced(BigDecimal x) {
        return x.subtract(x.divide(TWO_PI, 0, RoundingMode.HALF_EVEN).multiply(TWO_PI));
    }

    // cos(NEAREST_MULTIPLE) by mpmath 1.3, 40 digits
    @Test
    void cosWhenNextToAMultipleOfARightAngleShouldKeepItsDigits() {
        ScaledDoubleDouble actual = ScaledTrigonometry.cos(ScaledDoubleDouble.of(NEAREST_MULTIPLE));
        assertThat(ScaledError.relative(actual, new BigDecimal("-4.687165924254627611122582801963884398778e-19")))
                .isLessThan(BOUND);
    }

    @Test
    void sinWhenBeyondFloat64ShouldBeKnownUpToItsLimit() {
        ScaledDoubleDouble x = ScaledDoubleDouble.power(1500).times(3);
        BigDecimal exact = sin(BigDecimal.TWO.pow(1500).multiply(BigDecimal.valueOf(3)));
        assertThat(ScaledError.relative(ScaledTrigonometry.sin(x), exact)).isLessThan(BOUND);
        assertThat(ScaledTrigonometry.sin(ScaledDoubleDouble.power(4095)).isNaN()).isFalse();
        assertThat(ScaledTrigonometry.sin(ScaledDoubleDouble.power(4096)).isNaN()).isTrue();
        assertThat(ScaledTrigonometry.sin(ScaledDoubleDouble.power(-5000)).exponent()).isEqualTo(-5000);
    }

    @Test
    void asinAndAcosShouldBeWithinTheirBound() {
        UnaryOperator<BigDecimal> acos = x -> x.abs().compareTo(BigDecimal.ONE) == 0
                ? BigDecimalMath.pi(CONTEXT)
                : BigDecimalMath.acos(x, CONTEXT);
        DoubleStream[] points = {between(-1, 1), ofExponents(-100, -1), around(1).filter(x -> Math.abs(x) < 1),
                around(-1).filter(x -> Math.abs(x) < 1), around(0.5)};
        double[] all = Stream.of(points).flatMapToDouble(kind -> kind.limit(COUNT)).toArray();
        assertWithin(BOUND, ScaledTrigonometry::asin, x -> BigDecimalMath.asin(x, CONTEXT), DoubleStream.of(all));
        assertWithin(BOUND, ScaledTrigonometry::acos, acos, DoubleStream.of(all));
    }

    @Test
    void atanShouldBeWithinItsBound() {
        assertWithin(BOUND, ScaledTrigonometry::atan, x -> BigDecimalMath.atan(x, CONTEXT), between(-3, 3).limit(COUNT),
                ofExponents(-100, 100).limit(COUNT), around(1).limit(COUNT));
    }

    @Test
    void atan2ShouldBeWithinItsBoundInEveryQuadrant() {
        for (double width : new double[]{-0.7, 0.7, -1e-250, 1e250}) {
            assertWithin(BOUND, y -> ScaledTrigonometry.atan2(y, ScaledDoubleDouble.of(width)),
                    y -> BigDecimalMath.atan2(y, new BigDecimal(width), CONTEXT), between(-3, 3).limit(COUNT));
        }
    }

    // From C99, Annex F; the angles by StrictMath, which knows the same special cases and is within an ulp.
    @Test
    void atan2WhenArgumentsAreSpecialShouldBeThatOfC99() {
        double inf = Double.POSITIVE_INFINITY;
        double[] numbers = {0.0, -0.0, 1, -1, inf, -inf, Double.NaN, 1e-310, Double.MAX_VALUE};
        for (double y : numbers) {
            for (double x : numbers) {
                double actual = ScaledTrigonometry.atan2(ScaledDoubleDouble.of(y), ScaledDoubleDouble.of(x)).value();
                double expected = StrictMath.atan2(y, x);
                boolean isSame = Double.compare(actual, expected) == 0
                        || (expected != 0 && Math.abs(actual - expected) <= Math.ulp(expected));
                assertThat(isSame).as("atan2(%s, %s) = %s, is %s", y, x, expected, actual).isTrue();
            }
        }
    }

    // From C99, Annex F.
    @Test
    void functionsAtSpecialValuesShouldBeThoseOfC99() {
        double inf = Double.POSITIVE_INFINITY;
        assertAt(ScaledTrigonometry::sin, -0.0, -0.0);
        assertAt(ScaledTrigonometry::tan, -0.0, -0.0);
        assertAt(ScaledTrigonometry::cos, -0.0, 1);
        assertAt(ScaledTrigonometry::asin, -0.0, -0.0);
        assertAt(ScaledTrigonometry::acos, 1, 0.0);
        assertAt(ScaledTrigonometry::acos, -1, Math.PI);
        assertAt(ScaledTrigonometry::asin, -1, -Math.PI / 2);
        assertAt(ScaledTrigonometry::atan, -0.0, -0.0);
        assertAt(ScaledTrigonometry::atan, -inf, -Math.PI / 2);
        for (double x : new double[]{inf, -inf, Double.NaN}) {
            assertAt(ScaledTrigonometry::sin, x, Double.NaN);
            assertAt(ScaledTrigonometry::cos, x, Double.NaN);
            assertAt(ScaledTrigonometry::tan, x, Double.NaN);
            assertAt(ScaledTrigonometry::asin, x, Double.NaN);
            assertAt(ScaledTrigonometry::acos, x, Double.NaN);
        }
        assertAt(ScaledTrigonometry::asin, 1.5, Double.NaN);
        assertAt(ScaledTrigonometry::acos, -1.5, Double.NaN);
    }
}
