package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReverseGradientTests {

@Test
void gradientShouldBeReversed() {
assertThat(new FormulaFixture("square(reverse_gradient(x))").with("x", 5).value()).containsExactly(25);
assertThat(new FormulaFixture("square(reverse_gradient(x))").with("x", 5).gradient("x")).containsExactly(-10);
assertThat(new FormulaFixture("square(reverse_gradient(x, c=0.5))").with("x", 5).gradient("x")).containsExactly(-5);
}
}
