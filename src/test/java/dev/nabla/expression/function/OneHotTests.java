package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.expression.language.FormulaException;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Shape;
import org.junit.jupiter.api.Test;

class OneHotTests {

@Test
void oneHotShouldAppendAnAxis() {
FormulaFixture fixture = new FormulaFixture("one_hot(y, 3)").with("y", 2, 0);
assertThat(fixture.value()).containsExactly(0, 0, 1, 1, 0, 0);
assertThat(fixture.shape()).isEqualTo(Shape.of(2, 3));
assertThat(fixture.extendedValue()[2].value()).isEqualTo(1);
}

@Test
void indexOutOfRangeShouldBeRefused() {
FormulaFixture fixture = new FormulaFixture("one_hot(y, 3)").with("y", -1);
assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(fixture::value).withMessage("an index must be an integer in [0, 2], got -1");
}

@Test
void classesThatAreNotWrittenShouldBeRefused() {
assertThatExceptionOfType(FormulaException.class).isThrownBy(new FormulaFixture("one_hot(y, y)").with("y", 1)::value).withMessageContaining("classes must be an integer that is written in the formula");
}
}
