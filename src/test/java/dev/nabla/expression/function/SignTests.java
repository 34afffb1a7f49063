package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SignTests extends ElementwiseContract {

@Override
protected String formula() {
return "sign(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimal.valueOf(x[0].signum());
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-300}, {-1e300}};
}

@Test
void signOfZeroShouldBeZero() {
assertThat(value(0)).isEqualTo(0);
}
}
