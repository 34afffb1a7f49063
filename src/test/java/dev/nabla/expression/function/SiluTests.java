package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SiluTests extends ElementwiseContract {

@Override
protected String formula() {
return "silu(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> x[0].divide(BigDecimal.ONE.add(BigDecimalMath.exp(x[0].negate(), math)), math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10}, {40}, {-40}, {-700}, {-720}, {-1.2784645}};
}

@Override
protected int digits() {
return 480;
}

@Override
protected double least() {
return 0x1p-1012;
}

@Test
void limitsShouldBeZeroAndInfinity() {
assertThat(value(Double.NEGATIVE_INFINITY)).isZero();
assertThat(value(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
assertThat(derivative("x", Double.POSITIVE_INFINITY)).isEqualTo(1);
assertThat(derivative("x", Double.NEGATIVE_INFINITY)).isZero();
}
}
