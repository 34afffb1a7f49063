package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SqrtTests extends ElementwiseContract {

    @Override
    protected String formula() {
        return "sqrt(x)";
    }

    @Override
    protected ExactFunction exact() {
        return (math, x) -> x[0].sqrt(math);
    }

    @Override
    protected double[] draw(SplittableRandom random) {
        return new double[]{random.nextDouble(0, 10)};
    }

    @Override
    protected double[][] hardPoints() {
        return new double[][]{{1e-300}, {1e300}, {Double.MIN_VALUE}, {2}};
    }

    @Test
    void valueBelowZeroShouldBeNaN() {
        assertThat(value(-1)).isNaN();
        assertThat(derivative("x", 0)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
