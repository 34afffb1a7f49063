package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CumsumTests extends RowContract {

@Override
protected String formula() {
return "cumsum(x)";
}

@Override
protected ExactRow exact() {
return (math, x) -> {
BigDecimal[] sums = x.clone();
Arrays.parallelPrefix(sums, BigDecimal::add);
return sums;
};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e20, 1, -1e20}};
}

@Test
void sumsShouldRunAlongTheAxis() {
assertThat(new FormulaFixture("cumsum(x, axis=0)").with("x", Shape.of(2, 2), 1, 2, 3, 4).value()).containsExactly(1, 2, 4, 6);
}
}
