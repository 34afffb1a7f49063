package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class XlogyTests extends ElementwiseContract {

@Override
protected String formula() {
return "xlogy(x, y)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> x[0].multiply(BigDecimalMath.log(x[1], math));
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5), random.nextDouble(0, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10, 1e300}, {3, 0.999999999}};
}

@Test
void zeroCoefficientShouldGiveZero() {
assertThat(value(0, 0)).isEqualTo(0);
assertThat(value(0, Double.POSITIVE_INFINITY)).isEqualTo(0);
assertThat(derivative("y", 0, 0)).isEqualTo(0);
assertThat(derivative("x", 0, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
}
}
