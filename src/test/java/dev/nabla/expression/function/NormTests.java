package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NormTests extends RowContract {

@Override
protected String formula() {
return "norm(x)";
}

@Override
protected ExactRow exact() {
return (math, x) -> new BigDecimal[]{Arrays.stream(x).map(each -> each.pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add).sqrt(math)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e200, 3e200}, {1e-200, -2e-200, 0}, {3e-320, 4e-320}};
}

@Test
void gradientOfZeroVectorShouldBeZero() {
assertThat(new FormulaFixture("norm(x)").with("x", 0, 0).gradient("x")).containsExactly(0, 0);
}

@Test
void normOfRowsShouldHaveUnitVectorsAsGradient() {
// 3, 4 and 5, 12 are the legs of triangles with 5 and 13
FormulaFixture matrix = new FormulaFixture("norm(x, axis=1)").with("x", Shape.of(2, 2), 3, 4, 5, 12);
assertThat(matrix.value()).containsExactly(5, 13);
// exact quotients times 5 and 13, each rounded
assertThat(matrix.gradient("x", 5, 13)).usingComparatorWithPrecision(1e-15).containsExactly(3, 4, 5, 12);
}
}
