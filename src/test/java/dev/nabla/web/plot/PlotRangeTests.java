package dev.nabla.web.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.curve.Samples;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The numbers that a plot shows. A margin of 4 % of their height is added at both ends. */
class PlotRangeTests {

    private static final double ROUNDING = 1e-12;

    private static PlotRange range(double[] loss, double[] gradient, double @Nullable [] curvature) {
        return PlotRange.of(new Samples(new double[loss.length], loss, gradient, curvature));
    }

    private static void assertRange(PlotRange range, double lower, double upper) {
        assertThat(range.lower()).isCloseTo(lower, within(ROUNDING));
        assertThat(range.upper()).isCloseTo(upper, within(ROUNDING));
    }

    // x², 2x and 2 at −1, 0, 1: the loss is 1 high, so [−1, 2] is shown of gradient and curvature
    @Test
    void ofShouldShowTheLossAndAsMuchAboveAndBelow() {
        assertRange(range(new double[]{1, 0, 1}, new double[]{-2, 0, 2}, new double[]{2, 2, 2}), -1 - 0.12, 2 + 0.12);
    }

    // the gradient from −0.5 to 0.5 needs no more room than that
    @Test
    void ofWhenGradientIsLowShouldShowNoMoreThanIt() {
        assertRange(range(new double[]{1, 0, 1}, new double[]{-0.5, 0, 0.5}, null), -0.5 - 0.06, 1 + 0.06);
    }

    // a loss from 10 to 11, beside a gradient of 1
    @Test
    void ofShouldShowZero() {
        assertRange(range(new double[]{10, 11}, new double[]{1, 1}, null), -0.44, 11.44);
    }

    // a loss that does not change says nothing about how much of the gradient to show
    @Test
    void ofWhenLossIsFlatShouldShowTheGradient() {
        assertRange(range(new double[]{0, 0, 0}, new double[]{-1, 0, 1}, null), -1.08, 1.08);
    }

    @Test
    void ofWhenAllIsZeroShouldStillHaveAHeight() {
        assertRange(range(new double[]{0, 0}, new double[]{0, 0}, null), -1, 1);
    }

    // 0 to 19 and 1000: the outermost twentieth at either end is one number, the inner ones are 1 to 19
    @Test
    void ofWhenLossHasAPoleShouldLeaveItOut() {
        double[] loss = IntStream.range(0, 21).mapToDouble(i -> i == 20 ? 1000 : i).toArray();
        assertRange(range(loss, new double[21], null), 0 - 0.76, 19 + 0.76);
    }

    // 3 · 18 is the height up to which all is shown
    @Test
    void ofWhenLossIsSteepButHasNoPoleShouldShowAllOfIt() {
        double[] loss = IntStream.range(0, 21).mapToDouble(i -> i == 20 ? 54 : i).toArray();
        assertRange(range(loss, new double[21], null), 0 - 0.04 * 54, 54 + 0.04 * 54);
    }

    @Test
    void ofWhenNumbersAreNotFiniteShouldIgnoreThem() {
        double[] loss = {Double.POSITIVE_INFINITY, 0, 1, Double.NaN};
        assertRange(range(loss, new double[4], null), -0.04, 1.04);
        double[] nothing = new double[4];
        Arrays.fill(nothing, Double.NaN);
        assertRange(range(nothing, nothing, nothing), -1, 1);
    }
}
