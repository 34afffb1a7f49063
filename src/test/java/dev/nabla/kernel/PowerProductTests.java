package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Reference;
import dev.nabla.oracle.Ulps;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against big-math, where the power alone overflows or underflows, or neither. */
class PowerProductTests {

    private static final DoubleDouble ZERO = DoubleDouble.ZERO;
    private static final DoubleDouble INFINITY = DoubleDouble.of(Double.POSITIVE_INFINITY);

    @ParameterizedTest
    @CsvSource({"3, -0.7", "1e300, -1300.25", "1.5e300, -800", "-1e-300, 1300.5", "7e-5, 712.5", "1e300, -1390",
            "2, -740", "1e-300, -30", "1e300, 40", "1, 700.5", "1, -700.5"})
    void timesExpShouldBeWithinItsBound(double factor, double exponent) {
        BigDecimal exact = Reference.exp(new BigDecimal(exponent)).multiply(new BigDecimal(factor));
        assertThat(Ulps.distance(PowerProduct.timesExp(DoubleDouble.of(factor), DoubleDouble.of(exponent)), exact))
                .isLessThanOrEqualTo(1.6);
    }

    @ParameterizedTest
    @CsvSource({"3, -0.7", "1e-300, 1300.5", "-2, 1e-20", "5, 44.9", "5, 45.1", "1e10, -50"})
    void timesExpm1ShouldBeWithinItsBound(double factor, double exponent) {
        BigDecimal exact = Reference.expm1(new BigDecimal(exponent)).multiply(new BigDecimal(factor));
        assertThat(Ulps.distance(PowerProduct.timesExpm1(DoubleDouble.of(factor), DoubleDouble.of(exponent)), exact))
                .isLessThanOrEqualTo(1.6);
    }

    @ParameterizedTest
    @CsvSource({"3, 0.7, 1.5", "1e-200, 1e200, 2.5", "1e200, 1e-200, 2.5", "12, 1e-155, 2", "1, 0.3, 600"})
    void timesPowShouldBeWithinItsBound(double factor, double x, double y) {
        BigDecimal exact = Reference.pow(new BigDecimal(x), new BigDecimal(y)).multiply(new BigDecimal(factor));
        assertThat(Ulps.distance(PowerProduct.timesPow(DoubleDouble.of(factor), DoubleDouble.of(x), y), exact))
                .isLessThanOrEqualTo(1.6);
    }

    @Test
    void productWhenOneFactorIsZeroShouldBeZero() {
        assertThat(PowerProduct.timesExp(INFINITY, INFINITY.negated())).isZero();
        assertThat(PowerProduct.timesExp(ZERO, INFINITY)).isZero();
        assertThat(PowerProduct.timesPow(ZERO, ZERO, -1)).isZero();
    }

    // As C99 has pow(0, y) and pow(∞, y).
    @Test
    void timesPowWhenBaseIsZeroOrInfiniteShouldBeTheLimit() {
        assertThat(PowerProduct.timesPow(DoubleDouble.of(2), ZERO, 0)).isEqualTo(2);
        assertThat(PowerProduct.timesPow(DoubleDouble.of(2), ZERO, 0.5)).isZero();
        assertThat(PowerProduct.timesPow(DoubleDouble.of(2), ZERO, -0.5)).isInfinite();
        assertThat(PowerProduct.timesPow(DoubleDouble.of(2), INFINITY, 0.5)).isInfinite();
        assertThat(PowerProduct.timesPow(DoubleDouble.of(2), INFINITY, -0.5)).isZero();
    }

    @Test
    void productWhenFactorIsNaNShouldBeNaN() {
        assertThat(PowerProduct.timesExp(DoubleDouble.of(Double.NaN), ZERO)).isNaN();
        assertThat(PowerProduct.timesPow(DoubleDouble.of(2), DoubleDouble.of(Double.NaN), 0.5)).isNaN();
    }
}
