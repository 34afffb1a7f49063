package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogsumexpTests extends RowContract {

@Override
protected String formula() {
return "logsumexp(x)";
}

@Override
protected ExactRow exact() {
return (math, x) -> new BigDecimal[]{BigDecimalMath.log(sum(math, x), math)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{300, 299, -30}, {-50, 0}, {-700, -701}};
}

@Override
protected int digits() {
return 250;
}

@Test
void infinityShouldCountAlone() {
assertThat(new FormulaFixture("logsumexp(x)").with("x", Double.NEGATIVE_INFINITY, 3).value()).containsExactly(3);
assertThat(new FormulaFixture("logsumexp(x)").with("x", Double.NEGATIVE_INFINITY, 3).gradient("x")).containsExactly(0, 1);
assertThat(new FormulaFixture("logsumexp(x)").with("x", Double.POSITIVE_INFINITY, 3).gradient("x")).containsExactly(1, 0);
}

@Test
void logarithmOfEmptySumShouldBeMinusInfinity() {
assertThat(new FormulaFixture("logsumexp(x)").with("x").value()).containsExactly(Double.NEGATIVE_INFINITY);
}

private static BigDecimal sum(MathContext math, BigDecimal... x) {
return Arrays.stream(x).map(each -> BigDecimalMath.exp(each, math)).reduce(BigDecimal.ZERO, BigDecimal::add);
}
}
