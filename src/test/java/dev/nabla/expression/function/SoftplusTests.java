package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftplusTests extends ElementwiseContract {

@Override
protected String formula() {
return "softplus(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.log(BigDecimal.ONE.add(BigDecimalMath.exp(x[0], math)), math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10}, {40}, {-40}, {300}, {-700}};
}

@Override
protected int digits() {
return 480;
}

@Test
void limitsShouldBeZeroAndInfinity() {
assertThat(value(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo(0);
assertThat(derivative("x", Double.POSITIVE_INFINITY)).isEqualTo(1);
}
}
