package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TanTests extends ElementwiseContract {

@Override
protected String formula() {
return "tan(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> BigDecimalMath.tan(x[0], math);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-10, 10)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-15}, {1.5707963267948966}, {3.141592653589793}};
}

@Test
void tangentOfInfinityShouldBeNaN() {
assertThat(value(Double.POSITIVE_INFINITY)).isNaN();
}
}
