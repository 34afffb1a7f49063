package dev.nabla.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class UlpsTests {

    @Test
    void distanceShouldCountInUlpsOfTheNearestNumber() {
        assertThat(Ulps.distance(1.0, BigDecimal.ONE)).isZero();
        assertThat(Ulps.distance(1.0 + 0x1p-52, BigDecimal.ONE)).isEqualTo(1.0);
        assertThat(Ulps.distance(-3.0, new BigDecimal("-3").add(BigDecimal.TWO.pow(-53, MathContext.DECIMAL128))))
                .isEqualTo(0.25);
    }

    @Test
    void distanceWhenExactIsSubnormalShouldCountInSmallestNumbers() {
        BigDecimal smallest = new BigDecimal(Double.MIN_VALUE);
        assertThat(Ulps.distance(0.0, smallest.multiply(new BigDecimal("0.25")))).isEqualTo(0.25);
        assertThat(Ulps.distance(3 * Double.MIN_VALUE, smallest)).isEqualTo(2.0);
    }

    @Test
    void distanceWhenRoundingOverflowsShouldAcceptInfinityOnly() {
        BigDecimal huge = new BigDecimal("1e400");
        assertThat(Ulps.distance(Double.POSITIVE_INFINITY, huge)).isZero();
        assertThat(Ulps.distance(Double.NEGATIVE_INFINITY, huge)).isGreaterThan(1e15);
        assertThat(Ulps.distance(Double.MAX_VALUE, huge)).isGreaterThan(1e15);
        assertThat(Ulps.distance(Double.POSITIVE_INFINITY, new BigDecimal(Double.MAX_VALUE))).isEqualTo(1.0);
    }

    @Test
    void distanceOfNanShouldBeInfinite() {
        assertThat(Ulps.distance(Double.NaN, BigDecimal.ONE)).isInfinite();
    }
}
