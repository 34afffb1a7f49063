package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeanTests extends RowContract {

@Override
protected String formula() {
return "mean(x)";
}

@Override
protected ExactRow exact() {
return (math, x) -> new BigDecimal[]{Arrays.stream(x).reduce(BigDecimal.ZERO, BigDecimal::add).divide(BigDecimal.valueOf(x.length), math)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e20, 1, -1e20}, {1.5e308, 1.5e308}};
}

@Test
void meanOverListOfAxesShouldDivideByTheirSize() {
FormulaFixture matrix = new FormulaFixture("mean(x, [0, -1])").with("x", Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
assertThat(matrix.value()).containsExactly(3.5);
assertThat(matrix.shape()).isEqualTo(Shape.SCALAR);
}

@Test
void meanOfNothingShouldBeNaN() {
assertThat(new FormulaFixture("mean(x)").with("x").value()).containsExactly(Double.NaN);
}
}
