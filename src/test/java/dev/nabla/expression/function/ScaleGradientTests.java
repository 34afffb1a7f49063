package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.expression.language.FormulaException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScaleGradientTests extends ElementwiseContract {

@Override
protected String formula() {
return "scale_gradient(x, 1)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> x[0];
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e300}};
}

@Test
void gradientShouldBeMultiplied() {
// 3 times the derivative 2x of the square
assertThat(new FormulaFixture("square(scale_gradient(x, 3))").with("x", 5).gradient("x")[0]).isEqualTo(30);
}

@Test
void factorThatDoesNotFitShouldBeRefused() {
FormulaFixture fixture = new FormulaFixture("scale_gradient(x, c)").with("x", 1, 2).with("c", 1, 2, 3);
assertThatExceptionOfType(FormulaException.class).isThrownBy(fixture::value).withMessageContaining("[3] and [2]");
}
}
