package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogaddexpTests extends ElementwiseContract {

@Override
protected String formula() {
return "logaddexp(a, b)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.log(BigDecimalMath.exp(x[0], math).add(BigDecimalMath.exp(x[1], math)), math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5), random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10, 1}, {50, -50}, {700, 699}, {-700, -701}};
}

@Override
protected int digits() {
return 480;
}

@Test
void infinityShouldCountAlone() {
assertThat(value(Double.NEGATIVE_INFINITY, 3)).isEqualTo(3);
assertThat(derivative("b", Double.NEGATIVE_INFINITY, 3)).isEqualTo(1);
assertThat(derivative("a", Double.NEGATIVE_INFINITY, 3)).isEqualTo(0);
}
}
