package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AbsTests extends ElementwiseContract {

@Override
protected String formula() {
return "abs(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> x[0].abs();
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-300}, {-1e300}};
}

@Test
void derivativeAtZeroShouldBeZero() {
assertThat(derivative("x", 0)).isEqualTo(0);
}
}
