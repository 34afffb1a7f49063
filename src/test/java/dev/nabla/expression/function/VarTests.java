package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VarTests extends RowContract {

@Override
protected String formula() {
return "var(x)";
}

@Override
protected ExactRow exact() {
return (math, x) -> new BigDecimal[]{variance(math, x)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e8, 100000001, 99999999.5}};
}

@Test
void varianceOfNumberShouldBeZero() {
assertThat(new FormulaFixture("var(x)").withNumber("x", 3).value()).containsExactly(0);
}

private static BigDecimal variance(MathContext math, BigDecimal... x) {
BigDecimal n = BigDecimal.valueOf(x.length);
BigDecimal mean = Arrays.stream(x).reduce(BigDecimal.ZERO, BigDecimal::add).divide(n, math);
return Arrays.stream(x).map(each -> each.subtract(mean).pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add).divide(n, math);
}
}
