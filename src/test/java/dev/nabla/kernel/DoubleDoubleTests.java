package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

class DoubleDoubleTests {

    private final Random random = new Random(11);

    @Test
    void sumOfPositiveNumbersShouldBeGoodTo100Bits() {
        assertGood(DoubleDouble::plus, BigDecimal::add);
    }

    @Test
    void productShouldBeGoodTo100Bits() {
        assertGood(DoubleDouble::times, BigDecimal::multiply);
    }

    @Test
    void operationsWithASingleNumberShouldBeThoseWithALowPartOfZero() {
        DoubleDouble a = any();
        DoubleDouble b = new DoubleDouble(random.nextDouble(), 0.0);
        assertThat(a.plus(b.hi())).isEqualTo(a.plus(b));
        assertThat(a.times(b.hi())).isEqualTo(a.times(b));
    }

    private void assertGood(BinaryOperator<DoubleDouble> actual, BinaryOperator<BigDecimal> exact) {
        for (int i = 0; i < 2000; i++) {
            DoubleDouble a = any();
            DoubleDouble b = any();
            BigDecimal expected = exact.apply(exact(a), exact(b));
            DoubleDouble result = actual.apply(a, b);
            BigDecimal error = exact(result).subtract(expected).divide(expected, MathContext.DECIMAL64);
            assertThat(error.abs().doubleValue()).isLessThan(0x1p-100);
            assertThat(result.hi() + result.lo()).isEqualTo(result.hi());
        }
    }

    private DoubleDouble any() {
        double hi = Math.scalb(random.nextDouble(1.0, 2.0), random.nextInt(-60, 60));
        return DoubleDouble.normal(hi, Math.ulp(hi) * random.nextDouble(-0.5, 0.5));
    }

    private static BigDecimal exact(DoubleDouble x) {
        return new BigDecimal(x.hi()).add(new BigDecimal(x.lo()));
    }
}
