package dev.nabla.web.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where numbers are drawn, which get a tick, and how they are labeled. */
class PlotAxisTests {

    private static PlotAxis axis(double lower, double upper) {
        return new PlotAxis(lower, upper, 0, 100);
    }

    @Test
    void coordinateShouldBeProportional() {
        assertThat(new PlotAxis(0, 10, 100, 300).coordinate(2.5)).isEqualTo(150);
        assertThat(new PlotAxis(-1, 1, 100, 300).coordinate(2)).isEqualTo(400);
    }

    // larger numbers are higher up, where coordinates are smaller
    @Test
    void coordinateWhenAxisPointsUpShouldDecrease() {
        assertThat(new PlotAxis(0, 10, 300, 100).coordinate(2.5)).isEqualTo(250);
    }

    @Test
    void containsShouldIncludeBothEnds() {
        assertThat(axis(-1, 2).contains(-1)).isTrue();
        assertThat(axis(-1, 2).contains(2)).isTrue();
        assertThat(axis(-1, 2).contains(2.5)).isFalse();
    }

    // a ninth of the axis is 10/9, 1/9, 0.36 and 7·10⁻⁴/9; the next of 1, 2 and 5 times a power of ten is 2, 0.2, 0.5, 10⁻⁴
    @Test
    void ticksShouldBeMultiplesOfARoundStep() {
        assertThat(axis(-5, 5).ticks()).containsExactly(-4.0, -2.0, 0.0, 2.0, 4.0);
        assertThat(axis(0, 1).ticks()).containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
        assertThat(axis(-1.12, 2.12).ticks()).containsExactly(-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0);
        assertThat(axis(0.0001, 0.0008).ticks()).containsExactly(0.0001, 0.0002, 0.0003, 0.0004, 0.0005, 0.0006,
                0.0007, 0.0008);
    }

    // a step of exactly a ninth is wide enough, anything less is not
    @Test
    void ticksShouldBeTenAtMost() {
        assertThat(axis(0, 9).ticks()).hasSize(10).startsWith(0.0, 1.0).endsWith(9.0);
        assertThat(axis(0, 9.5).ticks()).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0);
    }

    // 3 · 0.1 is 0.30000000000000004 in float64, and no label
    @Test
    void ticksWhenStepIsNotExactShouldStayDecimal() {
        assertThat(axis(0, 0.45).ticks()).containsExactly(0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0.0, 0", "0.25, 0.25", "-3, −3", "1000, 1000", "123456, 123456", "1e6, 1e6",
            "-1.5e10, −1.5e10", "0.0001, 0.0001", "0.00001, 1e-5", "2.5e-7, 2.5e-7", "1e-9, 1e-9"})
    void labelShouldBeShort(double number, String label) {
        assertThat(PlotAxis.label(number)).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({"56, 56", "56.04, 56", "56.06, 56.1", "-2000, -2000"})
    void pixelsShouldBeRoundedToTenths(double coordinate, String text) {
        assertThat(PlotAxis.pixels(coordinate)).isEqualTo(text);
    }
}
