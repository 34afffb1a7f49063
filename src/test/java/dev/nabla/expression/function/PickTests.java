package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.expression.language.FormulaException;
import dev.nabla.request.Fault;
import dev.nabla.request.InvalidRequestException;
import dev.nabla.tensor.Shape;
import org.junit.jupiter.api.Test;

class PickTests {

@Test
void pickShouldTakeOneElementOfEachRow() {
FormulaFixture fixture = new FormulaFixture("pick(x, y)").with("x", Shape.of(2, 3), 1, 2, 3, 4, 5, 6).with("y", 2, 0);
assertThat(fixture.value()).containsExactly(3, 4);
assertThat(fixture.gradient("x", 10, 20)).containsExactly(0, 0, 10, 20, 0, 0);
assertThat(fixture.extendedValue()[1].value()).isEqualTo(4);
}

@Test
void pickShouldTakeRowsAlongTheAxis() {
assertThat(new FormulaFixture("pick(x, y, axis=0)").with("x", Shape.of(2, 3), 1, 2, 3, 4, 5, 6).with("y", 1, 0, 1).value()).containsExactly(4, 2, 6);
}

@Test
void indexOutOfRangeShouldBeNamedWithItsPlace() {
FormulaFixture fixture = new FormulaFixture("pick(x, y)").with("x", Shape.of(2, 3), 1, 2, 3, 4, 5, 6).with("y", 2, 3);
assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(fixture::value).satisfies(e -> {
Fault fault = e.faults().getFirst();
assertThat(fault.detailWithPlace()).isEqualTo("y[1]: an index must be an integer in [0, 2], got 3");
});
}

@Test
void indexThatIsNoIntegerShouldBeRefused() {
FormulaFixture fixture = new FormulaFixture("pick(x, y / 2)").with("x", Shape.of(1, 3), 1, 2, 3).with("y", 1);
assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(fixture::value).withMessage("an index must be an integer in [0, 2], got 0.5, computed by the formula");
}

@Test
void indexOfAnotherShapeShouldBeRefused() {
assertThatExceptionOfType(FormulaException.class).isThrownBy(new FormulaFixture("pick(x, y)").with("x", Shape.of(2, 3), 1, 2, 3, 4, 5, 6).with("y", 1, 2, 3)::value).withMessageContaining("index must have shape [2]");
}
}
