package dev.nabla.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GradientClippingTests {

    @Test
    void byValueShouldMoveWhatIsBeyondToTheLimit() {
        double[] gradient = {3, -0.5, -7};
        GradientClipping.byValue(List.of(gradient), 2);
        assertThat(gradient).containsExactly(2, -0.5, -2);
    }

    // by hand: √(3² + 4²) = 5 over two parameters, so each is multiplied by 1/(5 + 10⁻⁶)
    @Test
    void byNormWhenTheNormIsBeyondShouldScaleAllGradientsAlike() {
        double[] a = {3};
        double[] b = {4};
        assertThat(GradientClipping.byNorm(List.of(a, b), 1)).isEqualTo(5);
        assertThat(a[0]).isCloseTo(3 / 5.000001, within(1e-16));
        assertThat(b[0]).isCloseTo(4 / 5.000001, within(1e-16));
    }

    @Test
    void byNormWhenTheNormIsWithinShouldLeaveGradientsAsTheyAre() {
        double[] gradient = {3, 4};
        assertThat(GradientClipping.byNorm(List.of(gradient), 6)).isEqualTo(5);
        assertThat(gradient).containsExactly(3, 4);
    }

    // by hand: the norm is √2·1.5e308, beyond float64, and the direction is halfway between the axes
    @Test
    void byNormWhenTheNormOverflowsShouldStillScaleToTheLimit() {
        double[] gradient = {1.5e308, -1.5e308};
        assertThat(GradientClipping.byNorm(List.of(gradient), 1)).isInfinite();
        assertThat(gradient).containsExactly(Math.sqrt(0.5), -Math.sqrt(0.5));
    }

    // 3e200² overflows and 3e-200² underflows; the norm does neither
    @Test
    void byNormWhenSquaresLeaveTheRangeShouldStillAnswerTheNorm() {
        assertThat(GradientClipping.byNorm(List.of(new double[]{3e200, 4e200}), 1e300)).isCloseTo(5e200, within(1e185));
        assertThat(GradientClipping.byNorm(List.of(new double[]{3e-200, 4e-200}), 1)).isCloseTo(5e-200, within(1e-215));
    }
}
