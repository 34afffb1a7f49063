package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogSigmoidTests extends ElementwiseContract {

@Override
protected String formula() {
return "log_sigmoid(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.log(BigDecimal.ONE.add(BigDecimalMath.exp(x[0].negate(), math)), math).negate();
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10}, {40}, {-40}, {-300}, {700}};
}

@Override
protected int digits() {
return 480;
}

@Test
void limitsShouldBeZeroAndMinusInfinity() {
assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
assertThat(derivative("x", Double.NEGATIVE_INFINITY)).isEqualTo(1);
}
}
