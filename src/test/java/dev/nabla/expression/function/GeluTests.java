package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.SpecialFunctions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GeluTests extends ElementwiseContract {

@Override
protected String formula() {
return "gelu(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> x[0].multiply(new SpecialFunctions(math.getPrecision()).normalTail(x[0].negate()));
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10}, {10}, {-10}, {-37}, {-0.7517915}};
}

@Override
protected int digits() {
return 450;
}

@Override
protected double least() {
return 0x1p-1012;
}

@Test
void limitsShouldBeZeroAndInfinity() {
assertThat(value(Double.NEGATIVE_INFINITY)).isZero();
assertThat(value(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
assertThat(derivative("x", Double.POSITIVE_INFINITY)).isEqualTo(1);
assertThat(derivative("x", Double.NEGATIVE_INFINITY)).isZero();
}
}
