package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IsnanTests {

@Test
void isnanShouldBeCondition() {
assertThat(new FormulaFixture("where(isnan(x), 0, x)").with("x", Double.NaN, 3).value()).containsExactly(0, 3);
assertThat(new FormulaFixture("where(isnan(x), 0, x)").with("x", Double.NaN, 3).gradient("x")).containsExactly(0, 1);
}
}
