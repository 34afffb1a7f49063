package dev.nabla.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;

/** Compares numbers with correctly rounded ones. */
public final class UlpAssertions {

    private UlpAssertions() {}

    /** Each number is within 2 ulp of the one expected; infinities and NaN are themselves. */
    public static void assertWithinTwoUlps(double[] actual, double... expected) {
        assertWithinUlps(2, actual, expected);
    }

    public static void assertWithinUlps(double ulps, double[] actual, double... expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            if (Double.isFinite(expected[i])) {
                assertThat(Ulps.distance(actual[i], new BigDecimal(expected[i])))
                        .as("ulps from %s to %s at %d", actual[i], expected[i], i).isLessThanOrEqualTo(ulps);
            } else {
                assertThat(Double.valueOf(actual[i])).as("at %d", i).isEqualTo(Double.valueOf(expected[i]));
            }
        }
    }
}
