package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.expression.language.FormulaException;
import dev.nabla.tensor.Shape;
import org.junit.jupiter.api.Test;

class MatmulTests {

@Test
void productOfMatrixAndVectorShouldBeVector() {
FormulaFixture fixture = new FormulaFixture("matmul(w, x)").with("w", Shape.of(2, 2), 1, 2, 3, 4).with("x", 5, 6);
assertThat(fixture.value()).containsExactly(17, 39);
assertThat(fixture.gradient("x", 1, 10)).containsExactly(31, 42);
assertThat(fixture.gradient("w", 1, 10)).containsExactly(5, 6, 50, 60);
assertThat(fixture.extendedValue()[1].value()).isEqualTo(39);
}

@Test
void shapesThatDoNotFitShouldBeRefused() {
assertThatExceptionOfType(FormulaException.class).isThrownBy(new FormulaFixture("a @ a").with("a", Shape.of(1, 2), 1, 2)::value).withMessageContaining("do not make a matrix product");
}
}
