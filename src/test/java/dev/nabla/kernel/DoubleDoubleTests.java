package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** Against BigDecimal. */
class DoubleDoubleTests {

    private static final long SEED = 20_250_917L;
    private static final int COUNT = 3000;
    private static final MathContext CONTEXT = new MathContext(60);
    /** Four units of 2⁻¹⁰⁴. */
    private static final BigDecimal BOUND = BigDecimal.ONE.divide(BigDecimal.TWO.pow(102));

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void sumDifferenceAndProductOfTwoNumbersShouldBeExact() {
        for (int i = 0; i < COUNT; i++) {
            double a = number();
            double b = number();
            assertThat(exact(DoubleDouble.sum(a, b))).isEqualByComparingTo(exact(a).add(exact(b)));
            assertThat(exact(DoubleDouble.difference(a, b))).isEqualByComparingTo(exact(a).subtract(exact(b)));
            assertThat(exact(DoubleDouble.product(a, b))).isEqualByComparingTo(exact(a).multiply(exact(b)));
        }
    }

    @Test
    void timesAndDividedByShouldBeWithinTheirBound() {
        assertClose(DoubleDouble::times, (a, b) -> a.multiply(b));
        assertClose(DoubleDouble::dividedBy, (a, b) -> a.divide(b, CONTEXT));
        assertClose((a, b) -> a.times(b.hi()), (a, b) -> a.multiply(exact(b.doubleValue())));
        assertClose((a, b) -> a.dividedBy(b.hi()), (a, b) -> a.divide(exact(b.doubleValue()), CONTEXT));
    }

    @Test
    void plusWhenNothingCancelsShouldBeWithinItsBound() {
        assertClose((a, b) -> a.abs().plus(b.abs()), (a, b) -> a.abs().add(b.abs()));
        assertClose((a, b) -> a.abs().plus(Math.abs(b.hi())), (a, b) -> a.abs().add(exact(b.doubleValue()).abs()));
    }

    @Test
    void minusWhenHighPartsCancelShouldKeepTheLowOnes() {
        DoubleDouble a = DoubleDouble.sum(1, 1e-20);
        assertThat(a.minus(1).value()).isEqualTo(1e-20);
        assertThat(a.minus(DoubleDouble.sum(1, 1e-21)).value()).isEqualTo(1e-20 - 1e-21);
    }

    @Test
    void squareRootShouldBeWithinItsBound() {
        for (int i = 0; i < COUNT; i++) {
            DoubleDouble a = pair().abs();
            assertClose(a.squareRoot(), exact(a).sqrt(CONTEXT), a, a);
        }
    }

    @Test
    void answersShouldBeNormal() {
        for (int i = 0; i < COUNT; i++) {
            DoubleDouble a = pair();
            DoubleDouble b = pair();
            assertNormal(a.plus(b));
            assertNormal(a.times(b));
            assertNormal(a.dividedBy(b));
            assertNormal(a.half());
        }
    }

    @Test
    void arithmeticWhenInfiniteShouldBeThatOfFloat64() {
        DoubleDouble infinity = DoubleDouble.of(Double.POSITIVE_INFINITY);
        DoubleDouble third = DoubleDouble.quotient(1, 3);
        assertThat(infinity.plus(third)).isEqualTo(infinity);
        assertThat(third.plus(infinity)).isEqualTo(infinity);
        assertThat(infinity.times(third)).isEqualTo(infinity);
        assertThat(third.times(infinity)).isEqualTo(infinity);
        assertThat(third.dividedBy(infinity)).isEqualTo(DoubleDouble.ZERO);
        assertThat(infinity.dividedBy(third)).isEqualTo(infinity);
        assertThat(third.dividedBy(0)).isEqualTo(infinity);
        assertThat(infinity.minus(infinity).value()).isNaN();
        assertThat(infinity.times(0).value()).isNaN();
        assertThat(infinity.squareRoot()).isEqualTo(infinity);
        assertThat(DoubleDouble.product(1e200, 1e200)).isEqualTo(infinity);
    }

    @Test
    void scalingWhenZeroShouldTakeInfinityAway() {
        assertThat(DoubleDouble.ZERO.timesOrZero(Double.NEGATIVE_INFINITY)).isEqualTo(DoubleDouble.ZERO);
        assertThat(DoubleDouble.ZERO.timesOrZero(Double.NaN).value()).isNaN();
        assertThat(DoubleDouble.of(2).timesOrZero(3)).isEqualTo(DoubleDouble.of(6));
    }

    @Test
    void comparisonsShouldSeeTheLowPart() {
        DoubleDouble below = DoubleDouble.sum(1, -1e-30);
        assertThat(below.isLessThan(1)).isTrue();
        assertThat(DoubleDouble.of(1).isLessThan(1)).isFalse();
        assertThat(below.isLessThan(DoubleDouble.sum(1, -1e-31))).isTrue();
        assertThat(DoubleDouble.sum(1, 1e-30).isLessThan(1)).isFalse();
    }

    private void assertClose(BinaryOperator<DoubleDouble> actual,
            BiFunction<BigDecimal, BigDecimal, BigDecimal> expected) {
        for (int i = 0; i < COUNT; i++) {
            DoubleDouble a = pair();
            DoubleDouble b = pair();
            assertClose(actual.apply(a, b), expected.apply(exact(a), exact(b)), a, b);
        }
    }

    private static void assertClose(DoubleDouble actual, BigDecimal expected, DoubleDouble a, DoubleDouble b) {
        assertThat(exact(actual).subtract(expected).abs()).as("%s and %s, seed %d", a, b, SEED)
                .isLessThanOrEqualTo(expected.abs().multiply(BOUND));
    }

    private static void assertNormal(DoubleDouble a) {
        assertThat(a.hi() + a.lo()).isEqualTo(a.hi());
    }

    private DoubleDouble pair() {
        return DoubleDouble.sum(number(), number() * 0x1p-55);
    }

    private double number() {
        return Math.scalb(random.nextDouble(1, 2) * (random.nextBoolean() ? 1 : -1), random.nextInt(-60, 60));
    }

    private static BigDecimal exact(DoubleDouble a) {
        return exact(a.hi()).add(exact(a.lo()));
    }

    private static BigDecimal exact(double a) {
        return new BigDecimal(a);
    }
}
