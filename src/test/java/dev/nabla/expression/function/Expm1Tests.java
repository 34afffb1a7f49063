package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Expm1Tests extends ElementwiseContract {

@Override
protected String formula() {
return "expm1(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.exp(x[0], math).subtract(BigDecimal.ONE);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-10, 10)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-15}, {-1e-15}, {-50}, {700}};
}

@Test
void limitsShouldBeMinusOneAndInfinity() {
assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
assertThat(value(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
}
}
