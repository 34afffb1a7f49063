package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CeilTests extends ElementwiseContract {

@Override
protected String formula() {
return "ceil(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> x[0].setScale(0, java.math.RoundingMode.CEILING);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{-0.3}, {1e-300}, {1048576.25}};
}

@Test
void gradientShouldBeZero() {
assertThat(derivative("x", 0)).isEqualTo(0);
}
}
