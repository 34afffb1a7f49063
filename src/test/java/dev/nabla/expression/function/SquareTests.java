package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SquareTests extends ElementwiseContract {

@Override
protected String formula() {
return "square(x)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> x[0].pow(2);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-10, 10)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e-100}, {-3}, {1e150}};
}

@Test
void squareOfInfinityShouldBeInfinity() {
assertThat(value(Double.NEGATIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
}
}
