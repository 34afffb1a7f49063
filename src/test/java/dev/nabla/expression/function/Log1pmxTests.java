package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Log1pmxTests extends ElementwiseContract {

    @Override
    protected String formula() {
        return "log1pmx(x)";
    }

    @Override
    protected ExactFunction exact() {
        return (math, x) -> BigDecimalMath.log(x[0].add(BigDecimal.ONE), math).subtract(x[0]);
    }

    @Override
    protected double[] draw(SplittableRandom random) {
        return new double[]{random.nextDouble(-1, 3)};
    }

    @Override
    protected double[][] hardPoints() {
        return new double[][]{{1e-15}, {-1e-15}, {1e-3}, {-0.25}, {0.4}, {-0.9999999999999999}, {1e17}, {1e300}};
    }

    @Test
    void valueAtEndsOfDomainShouldBeMinusInfinity() {
        assertThat(value(-1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(value(Double.POSITIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(value(-2)).isNaN();
    }

    // -x/(1 + x) tends to -1
    @Test
    void derivativeShouldBeThatOfTheLimitAtInfinity() {
        assertThat(derivative("x", Double.POSITIVE_INFINITY)).isEqualTo(-1);
        assertThat(derivative("x", 0)).isZero();
        assertThat(derivative("x", -1)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
