package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.expression.language.FormulaException;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MinTests extends RowContract {

@Override
protected String formula() {
return "min(x)";
}

@Override
protected ExactRow exact() {
return (math, x) -> new BigDecimal[]{Arrays.stream(x).reduce(BigDecimal::min).orElseThrow()};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1, 1.0000000000000002}};
}

@Test
void firstOfEqualElementsShouldHaveTheGradient() {
assertThat(new FormulaFixture("min(x)").with("x", 2, 2, 2).gradient("x")).containsExactly(1, 0, 0);
}

@Test
void rowWithNaNShouldBeNaN() {
FormulaFixture rows = new FormulaFixture("min(x, axis=1)").with("x", Shape.of(2, 2), 1, Double.NaN, 3, 3);
assertThat(rows.value()).containsExactly(Double.NaN, 3);
assertThat(rows.gradient("x")).containsExactly(Double.NaN, Double.NaN, 1, 0);
}

@Test
void noElementsShouldBeRefused() {
assertThatExceptionOfType(FormulaException.class).isThrownBy(new FormulaFixture("min(x)").with("x")::value).withMessageContaining("min of no elements");
}
}
