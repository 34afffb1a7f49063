package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.expression.language.FormulaException;
import dev.nabla.tensor.Shape;
import org.junit.jupiter.api.Test;

class ReshapeTests {

@Test
void openSizeShouldBeComputed() {
FormulaFixture fixture = new FormulaFixture("reshape(x, [2, -1])").with("x", 1, 2, 3, 4, 5, 6);
assertThat(fixture.shape()).isEqualTo(Shape.of(2, 3));
assertThat(fixture.value()).containsExactly(1, 2, 3, 4, 5, 6);
assertThat(fixture.gradient("x", 1, 2, 3, 4, 5, 6)).containsExactly(1, 2, 3, 4, 5, 6);
}

@Test
void shapeOfOtherSizeShouldBeRefused() {
assertThatExceptionOfType(FormulaException.class).isThrownBy(new FormulaFixture("reshape(x, [2, 2])").with("x", 1, 2, 3)::value).withMessageContaining("cannot be reshaped to [2, 2], which has 4");
}

@Test
void absurdSizesShouldBeRefused() {
assertThatExceptionOfType(FormulaException.class).isThrownBy(new FormulaFixture("reshape(x, [100000, 100000, 100000])").with("x", 1, 2)::value).withMessageContaining("has more elements than [2]");
assertThatExceptionOfType(FormulaException.class).isThrownBy(new FormulaFixture("reshape(x, [-1, -1])").with("x", 1, 2)::value).withMessageContaining("one may be -1");
}
}
