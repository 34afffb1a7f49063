package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoftmaxTests extends RowContract {

@Override
protected String formula() {
return "softmax(x)";
}

@Override
protected ExactRow exact() {
return (math, x) -> {
BigDecimal sum = sum(math, x);
return Arrays.stream(x).map(each -> BigDecimalMath.exp(each, math).divide(sum, math)).toArray(BigDecimal[]::new);
};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{50, 0, -50}, {300, 0}};
}

@Override
protected int digits() {
return 250;
}

@Test
void rowsShouldRunAlongTheAxis() {
assertThat(new FormulaFixture("softmax(x, axis=0)").with("x", Shape.of(2, 2), 0, 1e4, 0, 0).value()).containsExactly(0.5, 1, 0.5, 0);
}

@Test
void severalInfinitiesShouldGiveNaN() {
assertThat(new FormulaFixture("softmax(x)").with("x", Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY).value()).containsExactly(Double.NaN, Double.NaN);
}

private static BigDecimal sum(MathContext math, BigDecimal... x) {
return Arrays.stream(x).map(each -> BigDecimalMath.exp(each, math)).reduce(BigDecimal.ZERO, BigDecimal::add);
}
}
