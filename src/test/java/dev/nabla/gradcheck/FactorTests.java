package dev.nabla.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Factors as people write them. */
class FactorTests {

    // fractions up to a denominator of 64, or with a numerator of 1; else six digits
    @ParameterizedTest
    @CsvSource({"3, 3", "-3, -3", "0.5, 1/2", "-0.3333333333333333, -1/3", "0.6666666666666666, 2/3",
            "-0.75, -3/4", "0.001, 1/1000", "0.7071067811865476, 0.707107", "1.5384615384615385, 20/13"})
    void toStringShouldBeAFractionIfItIsOne(double value, String text) {
        assertThat(new Factor(value)).hasToString(text);
    }

    // 1.0000001/3 is near 1/3, but not by rounding errors
    @ParameterizedTest
    @CsvSource({"0.3333333666666667, 0.333333", "2.00001, 2.00001"})
    void toStringWhenOnlyNearAFractionShouldBeADecimal(double value, String text) {
        assertThat(new Factor(value)).hasToString(text);
    }
}
