package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClipTests extends ElementwiseContract {

@Override
protected String formula() {
return "clip(x, low, high)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> x[0].max(x[1]).min(x[2]);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5), random.nextDouble(-3, -1), random.nextDouble(1, 3)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{2, -1, 1}, {-2, -1, 1}, {0, 1, -1}};
}

@Test
void numberThatEqualsLimitShouldHaveAllOfTheGradient() {
assertThat(derivative("x", 1, 1, 2)).isEqualTo(1);
assertThat(derivative("low", 1, 1, 2)).isEqualTo(0);
assertThat(derivative("x", 2, 1, 2)).isEqualTo(1);
}

@Test
void limitThatIsLeftOutShouldNotLimit() {
assertThat(new FormulaFixture("clip(x, high=2)").with("x", -1e300).value()[0]).isEqualTo(-1e300);
}
}
