package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReluTests extends ElementwiseContract {

@Override
protected String formula() {
return "relu(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> x[0].max(BigDecimal.ZERO);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-300}, {-1e-300}};
}

@Test
void derivativeAtZeroShouldBeOne() {
assertThat(derivative("x", 0)).isEqualTo(1);
assertThat(value(0)).isEqualTo(0);
assertThat(derivative("x", Double.NaN)).isNaN();
}
}
