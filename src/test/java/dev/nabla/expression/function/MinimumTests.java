package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MinimumTests extends ElementwiseContract {

@Override
protected String formula() {
return "minimum(a, b)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> x[0].min(x[1]);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5), random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1, 1.0000000000000002}, {-1e300, 0}};
}

@Test
void equalNumbersShouldHaveHalfOfTheGradientEach() {
assertThat(derivative("a", 2, 2)).isEqualTo(0.5);
assertThat(derivative("b", 2, 2)).isEqualTo(0.5);
}

@Test
void numberThatEqualsConstantShouldHaveAllOfTheGradient() {
assertThat(new FormulaFixture("minimum(x, 0.5)").with("x", 0.5).gradient("x")[0]).isEqualTo(1);
}
}
