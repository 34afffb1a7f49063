package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SinhTests extends ElementwiseContract {

@Override
protected String formula() {
return "sinh(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.sinh(x[0], math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10}, {-20}, {700}};
}

@Test
void sinhShouldOverflowOnlyWhereItIsOutOfRange() {
// e^710/2 is about 1.117e308
assertThat(value(710)).isBetween(1.1e308, 1.2e308);
assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
}
}
