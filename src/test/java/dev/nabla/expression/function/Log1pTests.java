package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Log1pTests extends ElementwiseContract {

@Override
protected String formula() {
return "log1p(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.log(x[0].add(BigDecimal.ONE), math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-1, 10)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-15}, {-1e-15}, {-0.9999999999999999}, {1e300}};
}

@Test
void logarithmOfZeroShouldBeMinusInfinity() {
assertThat(value(-1)).isEqualTo(Double.NEGATIVE_INFINITY);
assertThat(value(-2)).isNaN();
}
}
