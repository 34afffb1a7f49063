package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.expression.language.FormulaException;
import dev.nabla.tensor.Shape;
import org.junit.jupiter.api.Test;

class ConcatenateTests {

@Test
void tensorsShouldFollowOneAnotherAlongTheAxis() {
FormulaFixture fixture = new FormulaFixture("concatenate([a, b], axis=1)").with("a", Shape.of(2, 1), 1, 2).with("b", Shape.of(2, 2), 3, 4, 5, 6);
assertThat(fixture.shape()).isEqualTo(Shape.of(2, 3));
assertThat(fixture.value()).containsExactly(1, 3, 4, 2, 5, 6);
assertThat(fixture.gradient("a", 1, 2, 3, 4, 5, 6)).containsExactly(1, 4);
assertThat(fixture.gradient("b", 1, 2, 3, 4, 5, 6)).containsExactly(2, 3, 5, 6);
assertThat(fixture.extendedValue()[3].value()).isEqualTo(2);
}

@Test
void shapesThatDifferElsewhereShouldBeRefused() {
assertThatExceptionOfType(FormulaException.class).isThrownBy(new FormulaFixture("concatenate([a, b])").with("a", Shape.of(1, 2), 1, 2).with("b", Shape.of(1, 1), 1)::value).withMessageContaining("shapes [1, 2] and [1, 1] differ elsewhere than at axis 0");
}
}
