package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.expression.language.FormulaException;
import org.junit.jupiter.api.Test;

class WithGradientTests {

@Test
void straightThroughEstimatorShouldHaveValueOfOneAndGradientOfOther() {
// the derivative of sigmoid at 0 is 1/4
FormulaFixture fixture = new FormulaFixture("with_gradient(round(x), sigmoid(x))").with("x", 0, 2.6);
assertThat(fixture.value()).containsExactly(0, 3);
assertThat(fixture.gradient("x")[0]).isEqualTo(0.25);
}

@Test
void infinitePartsShouldNotMeet() {
FormulaFixture fixture = new FormulaFixture("with_gradient(x, 1 / x)").with("x", 0);
assertThat(fixture.value()).containsExactly(0);
assertThat(fixture.gradient("x")).containsExactly(Double.NEGATIVE_INFINITY);
}

@Test
void shapesThatDifferShouldBeRefused() {
assertThatExceptionOfType(FormulaException.class).isThrownBy(new FormulaFixture("with_gradient(x, 1)").with("x", 1, 2)::value).withMessageContaining("the same shape, got [2] and []");
}
}
