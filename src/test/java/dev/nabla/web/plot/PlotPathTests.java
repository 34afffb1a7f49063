package dev.nabla.web.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lines through points. */
class PlotPathTests {

    /** One pixel a unit, so that numbers are coordinates. */
    private static final PlotAxis UNIT = new PlotAxis(0, 100, 0, 100);

    private static String path(double[] points, double... values) {
        return new PlotPath(UNIT, UNIT).data(points, values);
    }

    @Test
    void dataShouldConnectThePoints() {
        assertThat(path(new double[]{0, 10, 20}, 0, 10, 0)).isEqualTo("M0 0L10 10L20 0");
    }

    @Test
    void dataWhenAxesAreScaledShouldUseTheirCoordinates() {
        PlotPath path = new PlotPath(new PlotAxis(-1, 1, 100, 300), new PlotAxis(0, 4, 200, 0));
        assertThat(path.data(new double[]{-1, 0, 1}, new double[]{1, 0, 4})).isEqualTo("M100 150L200 200L300 0");
    }

    @Test
    void dataWhenPointsAreOnALineShouldLeaveThemOut() {
        assertThat(path(new double[]{0, 10, 20, 100}, 0, 10, 20, 100)).isEqualTo("M0 0L100 100");
    }

    // of the diagonal, (50, 50 + e) is e/√2 away: 0.07 for e = 0.1 and 0.14 for e = 0.2
    @Test
    void dataWhenAPointIsATenthOfAPixelFromTheLineShouldKeepIt() {
        assertThat(path(new double[]{0, 50, 100}, 0, 50.1, 100)).isEqualTo("M0 0L100 100");
        assertThat(path(new double[]{0, 50, 100}, 0, 50.2, 100)).isEqualTo("M0 0L50 50.2L100 100");
    }

    // the top is farthest from the base; what remains is on the two sides
    @Test
    void dataWhenALineHasACornerShouldKeepTheCornerAlone() {
        assertThat(path(new double[]{0, 10, 20, 30, 40}, 0, 10, 20, 10, 0)).isEqualTo("M0 0L20 20L40 0");
    }

    @Test
    void dataWhenAValueIsNaNShouldBreakTheLine() {
        double nan = Double.NaN;
        assertThat(path(new double[]{0, 10, 20, 30, 40}, 0, 5, nan, 5, 0)).isEqualTo("M0 0L10 5M30 5L40 0");
        assertThat(path(new double[]{0, 10, 20}, nan, nan, nan)).isEmpty();
    }

    @Test
    void dataWhenAPointIsAloneShouldBeADot() {
        assertThat(path(new double[]{10}, 5)).isEqualTo("M10 5h0");
        assertThat(path(new double[]{0, 10, 20}, Double.NaN, 5, Double.NaN)).isEqualTo("M10 5h0");
    }

    @Test
    void dataWhenAValueIsFarOutOrInfiniteShouldStopOutsideOfThePlot() {
        assertThat(path(new double[]{0, 10, 20}, 0, 1e12, Double.NEGATIVE_INFINITY))
                .isEqualTo("M0 0L10 2000L20 -2000");
    }
}
