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

    // By hand: 10^600 is beyond the largest number of float64.
    @Test
    void valueWhenBeyondFloat64ShouldBeInfinite() {
        assertThat(HUGE.value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(HUGE.minus(HUGE).value()).isEqualTo(0);
    }
}
