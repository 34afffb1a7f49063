package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Expm1mxTests extends ElementwiseContract {

    @Override
    protected String formula() {
        return "expm1mx(x)";
    }

    @Override
    protected ExactFunction exact() {
        return (math, x) -> BigDecimalMath.exp(x[0], math).subtract(BigDecimal.ONE).subtract(x[0]);
    }

    @Override
    protected double[] draw(SplittableRandom random) {
        return new double[]{random.nextDouble(-3, 3)};
    }

    @Override
    protected double[][] hardPoints() {
        return new double[][]{{1e-15}, {-1e-15}, {1e-3}, {0.35}, {-0.5}, {-50}, {-1e4}, {700}, {709.7}};
    }

    @Test
    void limitsShouldBeInfinite() {
        assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(value(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(value(1000)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
