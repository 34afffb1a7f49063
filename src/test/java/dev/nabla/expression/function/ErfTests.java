package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.SpecialFunctions;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ErfTests extends ElementwiseContract {

@Override
protected String formula() {
return "erf(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> new SpecialFunctions(math.getPrecision()).normalMiddle(x[0].multiply(BigDecimal.TWO.sqrt(math)));
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-3, 3)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10}, {6}, {-20}};
}

@Override
protected int digits() {
return 400;
}

@Test
void limitsShouldBeOne() {
assertThat(value(Double.POSITIVE_INFINITY)).isEqualTo(1);
assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
assertThat(derivative("x", Double.POSITIVE_INFINITY)).isEqualTo(0);
}
}
