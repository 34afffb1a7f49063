package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.SpecialFunctions;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ErfcTests extends ElementwiseContract {

@Override
protected String formula() {
return "erfc(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> new SpecialFunctions(math.getPrecision()).normalTail(x[0].multiply(BigDecimal.TWO.sqrt(math))).multiply(BigDecimal.TWO);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-3, 3)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10}, {6}, {-6}, {20}};
}

@Override
protected int digits() {
return 400;
}

@Test
void limitsShouldBeTwoAndZero() {
assertThat(value(Double.POSITIVE_INFINITY)).isEqualTo(0);
assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo(2);
}
}
