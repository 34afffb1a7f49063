package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HypotTests extends ElementwiseContract {

@Override
protected String formula() {
return "hypot(a, b)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> x[0].pow(2).add(x[1].pow(2)).sqrt(math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5), random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10, 1}, {1, 1e-10}, {-3, -1e5}, {1e200, 1e190}, {1e-200, -1e-200}};
}

@Test
void gradientAtOriginShouldBeZero() {
assertThat(derivative("a", 0, 0)).isEqualTo(0);
assertThat(derivative("b", 0, 0)).isEqualTo(0);
}
}
