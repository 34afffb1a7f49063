package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TanhTests extends ElementwiseContract {

@Override
protected String formula() {
return "tanh(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.tanh(x[0], math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10}, {-20}, {25}, {300}, {-340}};
}

@Override
protected int digits() {
return 480;
}

@Test
void limitsShouldBeOne() {
assertThat(value(Double.POSITIVE_INFINITY)).isEqualTo(1);
assertThat(derivative("x", Double.NEGATIVE_INFINITY)).isEqualTo(0);
}
}
