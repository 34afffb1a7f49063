package dev.nabla.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorFreeTests {

    private final Random random = new Random(7);

    @Test
    void sumAndErrorShouldBeTheExactSum() {
        for (int i = 0; i < 2000; i++) {
            double a = anyOf(-500, 500);
            double b = anyOf(-500, 500);
            double s = a + b;
            assertThat(exact(s).add(exact(ErrorFree.sumError(a, b, s)))).isEqualByComparingTo(exact(a).add(exact(b)));
        }
    }

    @Test
    void differenceAndErrorShouldBeTheExactDifference() {
        for (int i = 0; i < 2000; i++) {
            double a = anyOf(-30, 30);
            double b = anyOf(-30, 30);
            double d = a - b;
            assertThat(exact(d).add(exact(ErrorFree.differenceError(a, b, d))))
                    .isEqualByComparingTo(exact(a).subtract(exact(b)));
        }
    }

    @Test
    void productAndErrorShouldBeTheExactProduct() {
        for (int i = 0; i < 2000; i++) {
            double a = anyOf(-480, 500);
            double b = anyOf(-480, 500);
            double p = a * b;
            assertThat(exact(p).add(exact(ErrorFree.productError(a, b, p))))
                    .isEqualByComparingTo(exact(a).multiply(exact(b)));
        }
    }

    @Test
    void errorWhenResultIsNotFiniteShouldBeZero() {
        double max = Double.MAX_VALUE;
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(ErrorFree.sumError(max, max, infinity)).isZero();
        assertThat(ErrorFree.sumError(infinity, 1.0, infinity)).isZero();
        assertThat(ErrorFree.sumError(1.0, Double.NaN, Double.NaN)).isZero();
        assertThat(ErrorFree.differenceError(infinity, infinity, Double.NaN)).isZero();
        assertThat(ErrorFree.productError(max, 2.0, infinity)).isZero();
        assertThat(ErrorFree.productError(infinity, 0.0, Double.NaN)).isZero();
    }

    private double anyOf(int minExponent, int maxExponent) {
        return Math.scalb(random.nextDouble(-2.0, 2.0), random.nextInt(minExponent, maxExponent));
    }

    private static BigDecimal exact(double x) {
        return new BigDecimal(x);
    }
}
