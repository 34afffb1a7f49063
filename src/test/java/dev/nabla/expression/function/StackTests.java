package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.expression.language.FormulaException;
import dev.nabla.tensor.Shape;
import org.junit.jupiter.api.Test;

class StackTests {

@Test
void stackShouldAddAnAxis() {
FormulaFixture fixture = new FormulaFixture("stack([a, b], axis=-1)").with("a", 1, 2).with("b", 3, 4);
assertThat(fixture.value()).containsExactly(1, 3, 2, 4);
assertThat(fixture.shape()).isEqualTo(Shape.of(2, 2));
assertThat(fixture.gradient("b", 1, 2, 3, 4)).containsExactly(2, 4);
}

@Test
void numbersShouldMakeVector() {
assertThat(new FormulaFixture("stack([1, x, 3])").withNumber("x", 2).value()).containsExactly(1, 2, 3);
}

@Test
void tensorsOfOtherShapesShouldBeRefused() {
assertThatExceptionOfType(FormulaException.class).isThrownBy(new FormulaFixture("stack([a, b])").with("a", 1, 2).with("b", 3)::value).withMessageContaining("have one shape, got [2] and [1]");
}
}
