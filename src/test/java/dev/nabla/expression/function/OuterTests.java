package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.expression.language.FormulaException;
import dev.nabla.tensor.Shape;
import org.junit.jupiter.api.Test;

class OuterTests {

@Test
void outerShouldHaveAllProducts() {
FormulaFixture fixture = new FormulaFixture("outer(a, b)").with("a", 1, 2).with("b", 3, 4, 5);
assertThat(fixture.value()).containsExactly(3, 4, 5, 6, 8, 10);
assertThat(fixture.gradient("a")).containsExactly(12, 12);
assertThat(fixture.gradient("b")).containsExactly(3, 3, 3);
}

@Test
void matricesShouldBeRefused() {
assertThatExceptionOfType(FormulaException.class).isThrownBy(new FormulaFixture("outer(a, a)").with("a", Shape.of(1, 1), 1)::value).withMessageContaining("outer takes two vectors, got shapes [1, 1] and [1, 1]");
}
}
