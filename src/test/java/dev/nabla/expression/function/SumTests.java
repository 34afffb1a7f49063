package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SumTests extends RowContract {

@Override
protected String formula() {
return "sum(x)";
}

@Override
protected ExactRow exact() {
return (math, x) -> new BigDecimal[]{Arrays.stream(x).reduce(BigDecimal.ZERO, BigDecimal::add)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e20, 1, -1e20}, {1e-20, 1e20}};
}

@Test
void sumOverAxisShouldAddThere() {
FormulaFixture matrix = new FormulaFixture("sum(x, axis=1, keepdims=true)").with("x", Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
assertThat(matrix.value()).containsExactly(6, 15);
assertThat(matrix.shape()).isEqualTo(Shape.of(2, 1));
assertThat(matrix.gradient("x", 10, 100)).containsExactly(10, 10, 10, 100, 100, 100);
}

@Test
void sumOfNothingShouldBeZero() {
assertThat(new FormulaFixture("sum(x)").with("x").value()).containsExactly(0);
}
}
