package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.SpecialFunctions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LgammaTests extends ElementwiseContract {

    @Override
    protected String formula() {
        return "lgamma(x)";
    }

    @Override
    protected ExactFunction exact() {
        return (math, x) -> new SpecialFunctions(math.getPrecision()).lgamma(x[0]);
    }

    @Override
    protected double[] draw(SplittableRandom random) {
        return new double[]{random.nextDouble(-5, 10)};
    }

    @Override
    protected double[][] hardPoints() {
        return new double[][]{{1e-10}, {1.0000001}, {1.9999999}, {100}, {-1e-10}, {-0.5}, {-1.9999999},
                {-2.0000001}, {-20.25}, {-1000.5}};
    }

    @Test
    void polesShouldBeInfinite() {
        assertThat(value(0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(value(-3)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(value(-0x1p60)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(derivative("x", -3)).isNaN();
    }

    // Γ(-1/2) = -2√π
    @Test
    void valueBelowZeroShouldBeThatOfTheSize() {
        assertThat(value(-0.5)).isEqualTo(1.2655121234846454);
    }
}
