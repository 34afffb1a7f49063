package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.SpecialFunctions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LgammaTests extends ElementwiseContract {

@Override
protected String formula() {
return "lgamma(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> new SpecialFunctions(math.getPrecision()).lgamma(x[0]);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(0, 10)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10}, {1.0000001}, {1.9999999}, {100}};
}

@Test
void valueBelowZeroShouldBeNaN() {
assertThat(value(0)).isEqualTo(Double.POSITIVE_INFINITY);
assertThat(value(-0.5)).isNaN();
}
}
