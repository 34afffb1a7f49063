package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AtanTests extends ElementwiseContract {

@Override
protected String formula() {
return "atan(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.atan(x[0], math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-10, 10)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10}, {1e10}, {-1e20}};
}

@Test
void limitsShouldBeQuarterTurns() {
// pi/2 rounded to float64
assertThat(value(Double.POSITIVE_INFINITY)).isEqualTo(Math.PI / 2);
assertThat(derivative("x", Double.POSITIVE_INFINITY)).isEqualTo(0);
}

@Test
void derivativesOfHugeNumbersShouldNotUnderflowEarly() {
// 1/x^2 and -2/x^3 to 16 digits
assertThat(derivative("x", 1e154)).isEqualTo(1e-308);
assertThat(at(new double[]{1e100}).hessian("x")[0]).isEqualTo(-2e-300);
}
}
