package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EluTests extends ElementwiseContract {

@Override
protected String formula() {
return "elu(x, alpha)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> x[0].signum() > 0 ? x[0] : BigDecimalMath.exp(x[0], math).subtract(BigDecimal.ONE).multiply(x[1]);
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5), random.nextDouble(0.5, 2)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{-1e-10, 1}, {-50, 2}, {1e300, 3}};
}

@Test
void alphaShouldBeOneByDefault() {
// e^-1 - 1
assertThat(new FormulaFixture("elu(x)").with("x", -1).value()[0]).isEqualTo(StrictMath.expm1(-1));
}

@Test
void derivativeAtZeroShouldBeAlpha() {
assertThat(derivative("x", 0, 3)).isEqualTo(3);
}

/** alpha counts only for negative numbers. */
@Override
void nanShouldGiveNaN() {
assertThat(value(Double.NaN, 1)).isNaN();
assertThat(value(-1, Double.NaN)).isNaN();
}
}
