package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogTests extends ElementwiseContract {

@Override
protected String formula() {
return "log(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.log(x[0], math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(0, 10)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-300}, {1e300}, {0.9999999}, {1.0000000000000002}};
}

@Test
void logarithmAtEndsShouldBeItsLimits() {
assertThat(value(0)).isEqualTo(Double.NEGATIVE_INFINITY);
assertThat(value(-1)).isNaN();
}
}
