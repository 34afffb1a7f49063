package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CosTests extends ElementwiseContract {

@Override
protected String formula() {
return "cos(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.cos(x[0], math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-10, 10)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-15}, {1.5707963267948966}, {1e5}};
}

@Test
void cosineOfInfinityShouldBeNaN() {
assertThat(value(Double.POSITIVE_INFINITY)).isNaN();
assertThat(derivative("x", 0)).isEqualTo(0.0);
}
}
