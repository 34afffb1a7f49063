package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.SpecialFunctions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DigammaTests extends ElementwiseContract {

    @Override
    protected String formula() {
        return "digamma(x)";
    }

    @Override
    protected ExactFunction exact() {
        return (math, x) -> new SpecialFunctions(math.getPrecision()).digamma(x[0]);
    }

    @Override
    protected double[] draw(SplittableRandom random) {
        return new double[]{random.nextDouble(-5, 10)};
    }

    @Override
    protected double[][] hardPoints() {
        return new double[][]{{1e-10}, {1.4616321449683622}, {100}, {-1e-10}, {-0.25}, {-1.9999999},
                {-2.0000001}, {-20.25}, {-1000.5}};
    }

    @Test
    void polesShouldBeThoseOfScipy() {
        assertThat(value(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(value(-0.0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(value(-3)).isNaN();
        assertThat(value(Double.NEGATIVE_INFINITY)).isNaN();
    }

    // 2 - γ - 2 log 2
    @Test
    void valueBelowZeroShouldBeThatOfTheReflection() {
        assertThat(value(-0.5)).isEqualTo(0.03648997397857652);
    }
}
