package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.expression.language.FormulaException;
import dev.nabla.tensor.Shape;
import org.junit.jupiter.api.Test;

class TransposeTests {

@Test
void transposeShouldReverseAxes() {
FormulaFixture fixture = new FormulaFixture("transpose(x)").with("x", Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
assertThat(fixture.value()).containsExactly(1, 4, 2, 5, 3, 6);
assertThat(fixture.gradient("x", 1, 2, 3, 4, 5, 6)).containsExactly(1, 3, 5, 2, 4, 6);
assertThat(fixture.extendedValue()[1].value()).isEqualTo(4);
}

@Test
void axesShouldBeTakenInTheirOrder() {
FormulaFixture fixture = new FormulaFixture("transpose(x, [1, -1, 0])").with("x", Shape.of(2, 1, 3), 1, 2, 3, 4, 5, 6);
assertThat(fixture.shape()).isEqualTo(Shape.of(1, 3, 2));
assertThat(fixture.value()).containsExactly(1, 4, 2, 5, 3, 6);
assertThat(fixture.gradient("x", 1, 2, 3, 4, 5, 6)).containsExactly(1, 3, 5, 2, 4, 6);
}

@Test
void axisTwiceShouldBeRefused() {
assertThatExceptionOfType(FormulaException.class).isThrownBy(new FormulaFixture("transpose(x, [0, 0])").with("x", Shape.of(1, 1), 1)::value).withMessageContaining("each of the 2 axes of shape [1, 1] once");
}
}
