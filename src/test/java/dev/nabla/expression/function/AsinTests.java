package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AsinTests extends ElementwiseContract {

@Override
protected String formula() {
return "asin(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.asin(x[0], math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-1, 1)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10}, {0.9999999999999999}, {-0.9999999}};
}

@Test
void valueOutsideDomainShouldBeNaN() {
assertThat(value(1.5)).isNaN();
assertThat(derivative("x", 1)).isEqualTo(Double.POSITIVE_INFINITY);
}
}
