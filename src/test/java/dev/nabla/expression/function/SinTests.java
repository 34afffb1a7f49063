package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SinTests extends ElementwiseContract {

@Override
protected String formula() {
return "sin(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.sin(x[0], math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-10, 10)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-15}, {3.141592653589793}, {1e5}};
}

@Test
void sineOfInfinityShouldBeNaN() {
assertThat(value(Double.POSITIVE_INFINITY)).isNaN();
assertThat(value(0)).isEqualTo(0);
}
}
