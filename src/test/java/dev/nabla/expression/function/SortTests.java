package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SortTests extends RowContract {

@Override
protected String formula() {
return "sort(x)";
}

@Override
protected ExactRow exact() {
return (math, x) -> Arrays.stream(x).sorted().toArray(BigDecimal[]::new);
}

@Test
void equalElementsShouldKeepTheirOrder() {
FormulaFixture equal = new FormulaFixture("sort(x)").with("x", 2, 1, 2, 1);
assertThat(equal.value()).containsExactly(1, 1, 2, 2);
assertThat(equal.gradient("x", 10, 20, 30, 40)).containsExactly(30, 10, 40, 20);
}

@Test
void nanShouldBeLast() {
assertThat(new FormulaFixture("sort(x)").with("x", Double.NaN, 1).value()).containsExactly(1, Double.NaN);
}
}
