package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProdTests extends RowContract {

@Override
protected String formula() {
return "prod(x)";
}

@Override
protected ExactRow exact() {
return (math, x) -> new BigDecimal[]{Arrays.stream(x).reduce(BigDecimal.ONE, BigDecimal::multiply)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e100, 1e200, 1e-250}, {1e-100, 1e-200, 1e250}, {2, 0, 3}};
}

@Test
void gradientShouldBeProductOfOthers() {
assertThat(new FormulaFixture("prod(x)").with("x", 2, 0, 0).gradient("x")).containsExactly(0, 0, 0);
assertThat(new FormulaFixture("prod(x)").with("x", 2, 0, 3).gradient("x")).containsExactly(0, 6, 0);
}
}
