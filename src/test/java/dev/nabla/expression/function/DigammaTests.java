package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.SpecialFunctions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DigammaTests extends ElementwiseContract {

@Override
protected String formula() {
return "digamma(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> new SpecialFunctions(math.getPrecision()).digamma(x[0]);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(0, 10)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-10}, {1.4616321449683622}, {100}};
}

@Test
void valueBelowZeroShouldBeNaN() {
assertThat(value(-0.5)).isNaN();
}
}
