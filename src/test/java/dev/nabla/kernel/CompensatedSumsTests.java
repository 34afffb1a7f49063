package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompensatedSumsTests {

    private static double[] totals(double... values) {
        CompensatedSums sums = new CompensatedSums(2);
        for (double value : values) {
            sums.add(0, value);
        }
        sums.add(1, Double.MIN_VALUE);
        return sums.totals();
    }

    // 3e308 is beyond float64, 1.5e308 is not; the other sum must not be scaled away
    @Test
    void totalsWhenPartialSumsOverflowShouldBeFinite() {
        assertThat(totals(1.5e308, 1.5e308, -1.5e308)).containsExactly(1.5e308, Double.MIN_VALUE);
        assertThat(totals(1.5e308, 1.5e308)).containsExactly(Double.POSITIVE_INFINITY, Double.MIN_VALUE);
    }

    // by hand: what is left where all large numbers cancel, and beside one that is left
    @Test
    void totalsShouldAddLargeAndSmallNumbers() {
        assertThat(totals(1e300, 1, -1e300)).containsExactly(1, Double.MIN_VALUE);
        assertThat(totals(0x1p970, 0x1p950, 0x1p950)).containsExactly(0x1p970 + 0x1p951, Double.MIN_VALUE);
        assertThat(totals(1e16, 1, -1e16)[0]).isEqualTo(1);
    }

    @Test
    void totalsWhenANumberIsNotFiniteShouldNotBeEither() {
        assertThat(totals(Double.NEGATIVE_INFINITY, 1)[0]).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(totals(Double.NaN, 1e300)[0]).isNaN();
    }

    // by hand: the mean of four times 1.5e308 is 1.5e308, whose sum overflows
    @Test
    void quotientsWhenTheTotalOverflowsShouldBeFinite() {
        CompensatedSums sums = new CompensatedSums(1);
        for (int i = 0; i < 4; i++) {
            sums.add(0, 1.5e308);
        }
        assertThat(sums.quotients(4)).containsExactly(1.5e308);
    }

    // by hand: 8·1.5e308 - 7·1.5e308
    @Test
    void addProductWhenProductsOverflowShouldKeepTheTotal() {
        CompensatedSums sums = new CompensatedSums(1);
        sums.addProduct(0, DoubleDouble.of(8), 1.5e308);
        sums.addProduct(0, DoubleDouble.of(-7), 1.5e308);
        assertThat(sums.totals()).containsExactly(1.5e308);
    }
}
