package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CoshTests extends ElementwiseContract {

@Override
protected String formula() {
return "cosh(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.cosh(x[0], math);
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
void coshShouldOverflowOnlyWhereItIsOutOfRange() {
// e^710/2 is about 1.117e308
assertThat(value(710)).isBetween(1.1e308, 1.2e308);
assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
}
}
