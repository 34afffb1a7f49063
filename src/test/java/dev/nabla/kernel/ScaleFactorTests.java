package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaleFactorTests {

    private static final ScaleFactor THIRD = ScaleFactor.of(ScaledDoubleDouble.of(1).dividedBy(DoubleDouble.of(3.0)));

    // By hand: 1/3·2^1021·2^1021·2^-1021·2^-1021 = 1/3, and with 3 it is 1, since a third has 106 bits.
    @Test
    void productWhenFactorsLeaveTheRangeAndComeBackShouldBeExact() {
        for (double power : new double[]{0x1p1021, 0x1p-1021}) {
            ScaleFactor away = THIRD.times(power).times(power);
            assertThat(away.exact()).isNotNull();
            ScaleFactor back = away.times(1 / power).times(1 / power);
            assertThat(back.exact()).isNull();
            assertThat(back).isEqualTo(THIRD);
            assertThat(away.times(1 / power).product(3 / power)).isEqualTo(1);
        }
    }

    // By hand: 6·(1/3), and 6·(1/3)·2^1200·2^-1000.
    @Test
    void scaleShouldMultiplyTheRangeAlone() {
        double[] numbers = {6, 6, 6};
        THIRD.scale(numbers, 1, 2);
        assertThat(numbers).containsExactly(6, 2, 6);
        double[] tiny = {0x6p-1000, 0x6p-1000};
        THIRD.times(0x1p600).times(0x1p600).scale(tiny, 0, 1);
        assertThat(tiny).containsExactly(0x2p200, 0x6p-1000);
    }

    @Test
    void productWhenFactorIsZeroOrNotFiniteShouldBeAsInFloat64() {
        assertThat(THIRD.times(0).product(5)).isZero();
        assertThat(THIRD.times(0).product(Double.POSITIVE_INFINITY)).isNaN();
        assertThat(THIRD.times(Double.NEGATIVE_INFINITY).product(5)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(THIRD.times(Double.NaN).product(5)).isNaN();
    }
}
