package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Atan2Tests extends ElementwiseContract {

@Override
protected String formula() {
return "atan2(y, x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.atan2(x[0], x[1], math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5), random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10, 1}, {1, 1e-10}, {-3, -1e5}, {1e200, 1e190}};
}

@Test
void derivativeShouldBeZeroWhereOneIsInfinite() {
assertThat(derivative("y", 1, Double.POSITIVE_INFINITY)).isEqualTo(0);
assertThat(derivative("x", 1, Double.POSITIVE_INFINITY)).isEqualTo(-0.0);
}
}
