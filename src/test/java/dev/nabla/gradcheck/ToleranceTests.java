package dev.nabla.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.tensor.DType;
import org.junit.jupiter.api.Test;

/** How far a number may be off. */
class ToleranceTests {

    @Test
    void defaultForShouldFollowTheType() {
        assertThat(Tolerance.defaultFor(DType.FLOAT64)).isEqualTo(1e-12);
        assertThat(Tolerance.defaultFor(DType.FLOAT32)).isEqualTo(1e-4);
    }

    // a thousandth of the relative part, times the largest number
    @Test
    void ofShouldTakeItsScaleFromTheLargestNumber() {
        Tolerance tolerance = Tolerance.of(0.5, new double[]{1, -8, 0, 4});
        assertThat(tolerance.relative()).isEqualTo(0.5);
        assertThat(tolerance.absolute()).isEqualTo(0.5 * 1e-3 * 8);
    }

    // the median of the sizes is 3; beyond 2²⁰ times that a number does not count
    @Test
    void ofWhenANumberIsAnOutlierShouldLimitTheScale() {
        assertThat(Tolerance.of(1, new double[]{1e30, 1, 2, 3, 4}).absolute()).isEqualTo(1e-3 * 0x1p20 * 3);
        assertThat(Tolerance.of(1, new double[]{0x1p20, 1, 2, 3, 4}).absolute()).isEqualTo(1e-3 * 0x1p20);
    }

    @Test
    void ofWhenNothingIsFiniteAndNotZeroShouldHaveNoAbsolutePart() {
        double[] exact = {0, Double.NaN, Double.POSITIVE_INFINITY};
        assertThat(Tolerance.of(1e-12, exact)).isEqualTo(new Tolerance(1e-12, 0));
        assertThat(Tolerance.of(1e-12, new double[0])).isEqualTo(new Tolerance(1e-12, 0));
    }

    @Test
    void withRelativeShouldScaleTheAbsolutePart() {
        assertThat(new Tolerance(0.25, 0.5).withRelative(0.125)).isEqualTo(new Tolerance(0.125, 0.25));
    }

    // |given − exact| over 0.25 · |exact| + 0.5
    @Test
    void excessShouldBeTheErrorInTolerances() {
        Tolerance tolerance = new Tolerance(0.25, 0.5);
        assertThat(tolerance.excess(5, 4)).isEqualTo(1 / 1.5);
        assertThat(tolerance.excess(-4, 4)).isEqualTo(8 / 1.5);
        assertThat(tolerance.excess(1, 0)).isEqualTo(2);
    }

    @Test
    void excessWhenNotFiniteShouldBeZeroForTheSameAndInfiniteElse() {
        Tolerance tolerance = new Tolerance(0.25, 0.5);
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(tolerance.excess(Double.NaN, Double.NaN)).isZero();
        assertThat(tolerance.excess(infinity, infinity)).isZero();
        assertThat(tolerance.excess(-infinity, infinity)).isEqualTo(infinity);
        assertThat(tolerance.excess(1, infinity)).isEqualTo(infinity);
        assertThat(tolerance.excess(Double.NaN, 1)).isEqualTo(infinity);
    }

    // 0.25 · 4 + 0.5 is how far a number may be from 4
    @Test
    void acceptsShouldIncludeTheToleranceItself() {
        Tolerance tolerance = new Tolerance(0.25, 0.5);
        assertThat(tolerance.accepts(5.5, 4)).isTrue();
        assertThat(tolerance.accepts(Math.nextUp(5.5), 4)).isFalse();
        assertThat(tolerance.accepts(new double[]{5.5, 9}, new double[]{4, 4})).isFalse();
        assertThat(tolerance.refused(new double[]{5.5, 9, -4}, new double[]{4, 4, 4})).containsExactly(1, 2);
    }
}
