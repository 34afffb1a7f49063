package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Log2Tests extends ElementwiseContract {

@Override
protected String formula() {
return "log2(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.log2(x[0], math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(0, 10)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-300}, {1e300}, {0.9999999}, {1e308}};
}

@Test
void powersOfTwoShouldBeExact() {
assertThat(value(8)).isEqualTo(3);
}
}
