package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StopGradientTests {

@Test
void gradientShouldStop() {
FormulaFixture fixture = new FormulaFixture("stop_gradient(x) * x").with("x", 3);
assertThat(fixture.value()).containsExactly(9);
assertThat(fixture.gradient("x")).containsExactly(3);
assertThat(fixture.hessian("x")).containsExactly(0);
}
}
