package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaledDoubleDoubleTests {

    private static final ScaledDoubleDouble HUGE = ScaledDoubleDouble.of(1e300).times(1e300);
    private static final ScaledDoubleDouble ZERO = ScaledDoubleDouble.of(0);

    // By hand, in powers of two: 3·2^2000 − 2^2000 = 2^2001, and what is 2^-2000 times as large does not matter.
    @Test
    void minusWhenNumbersAreBeyondFloat64ShouldBeTheirDifference() {
        ScaledDoubleDouble power = ScaledDoubleDouble.of(0x1p1000).times(0x1p1000);
        ScaledDoubleDouble back = ScaledDoubleDouble.of(0x1p-1000).times(0x1p-1000);
        assertThat(power.times(3).minus(power).times(back).value()).isEqualTo(2);
        assertThat(power.minus(back).times(back).value()).isEqualTo(1);
        assertThat(back.minus(power).times(back).value()).isEqualTo(-1);
    }

    @Test
    void minusWhenOneIsZeroShouldBeTheOtherUpToItsSign() {
        ScaledDoubleDouble tiny = ScaledDoubleDouble.of(0x1p-1000).times(0x1p-1000);
        ScaledDoubleDouble lifted = ScaledDoubleDouble.of(0x1p1000).times(0x1p1000);
        assertThat(tiny.minus(ZERO).times(lifted).value()).isEqualTo(1);
        assertThat(ZERO.minus(tiny).times(lifted).value()).isEqualTo(-1);
    }

    // By hand, in powers of two: √(9·2^2002) = 3·2^1001, with exponents that are odd and even, above and below the range.
    @Test
    void squareRootWhenBeyondFloat64ShouldBeExact() {
        assertThat(ScaledDoubleDouble.of(9).times(ScaledDoubleDouble.power(2002)).squareRoot().value())
                .isEqualTo(0x1.8p1002);
        assertThat(ScaledDoubleDouble.of(4.5).times(ScaledDoubleDouble.power(-2001)).squareRoot().value())
                .isEqualTo(0x1.8p-1000);
    }

    @Test
    void timesOrZeroWhenOneIsZeroShouldBeZero() {
        ScaledDoubleDouble infinite = ScaledDoubleDouble.of(Double.POSITIVE_INFINITY);
        assertThat(ZERO.timesOrZero(infinite).value()).isZero();
        assertThat(infinite.timesOrZero(ZERO).value()).isZero();
    }

    @Test
    void maxShouldBeTheLargerBeyondFloat64() {
        assertThat(HUGE.max(HUGE.times(2)).dividedBy(HUGE).value()).isEqualTo(2);
        assertThat(HUGE.negated().max(ZERO).value()).isZero();
    }

    // By hand: 10^600 is beyond the largest number of float64.
    @Test
    void valueWhenBeyondFloat64ShouldBeInfinite() {
        assertThat(HUGE.value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(HUGE.minus(HUGE).value()).isEqualTo(0);
    }

    // By hand: 3·2^2001 and its square root √3·2^1000.5 = √6·2^1000; 4·2^-2000 and 2·2^-1000.
    @Test
    void squareRootShouldBeThatOfNumbersBeyondFloat64() {
        assertThat(ScaledDoubleDouble.of(3).shifted(2001).squareRoot().shifted(-1000).value())
                .isEqualTo(Math.sqrt(6));
        assertThat(ScaledDoubleDouble.of(4).shifted(-2000).squareRoot().shifted(1000).value()).isEqualTo(2);
        assertThat(ZERO.squareRoot().value()).isZero();
    }

    // By hand: 1.5 and 2.5 times the least number are ties, which go to the even one unless the low part decides.
    @Test
    void valueWhenHalfwayBetweenSubnormalsShouldBeRoundedByTheLowPart() {
        for (double low : new double[]{-0x1p-60, 0, 0x1p-60}) {
            DoubleDouble lower = new DoubleDouble(1.5, low);
            DoubleDouble upper = new DoubleDouble(2.5, low);
            assertThat(new ScaledDoubleDouble(lower, -1074).value())
                    .isEqualTo((low < 0 ? 1 : 2) * Double.MIN_VALUE);
            assertThat(new ScaledDoubleDouble(upper.negated(), -1074).value())
                    .isEqualTo((low > 0 ? -3 : -2) * Double.MIN_VALUE);
        }
        assertThat(new ScaledDoubleDouble(new DoubleDouble(1, 0x1p-60), -1075).value()).isEqualTo(Double.MIN_VALUE);
    }
}
