package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExpTests extends ElementwiseContract {

@Override
protected String formula() {
return "exp(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.exp(x[0], math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-10, 10)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10}, {700}, {-700}, {-745}, {709.7}};
}

@Override
protected int digits() {
return 450;
}

@Test
void exponentialOfInfinitiesShouldBeItsLimits() {
assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo(0);
assertThat(value(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
}
}
