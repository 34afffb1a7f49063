package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StdTests extends RowContract {

@Override
protected String formula() {
return "std(x)";
}

@Override
protected ExactRow exact() {
return (math, x) -> new BigDecimal[]{variance(math, x).sqrt(math)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{1e8, 100000001, 99999999.5}, {1e200, 3e200}};
}

@Test
void gradientOfEqualNumbersShouldBeZero() {
assertThat(new FormulaFixture("std(x)").with("x", 2, 2).gradient("x")).containsExactly(0, 0);
}

private static BigDecimal variance(MathContext math, BigDecimal... x) {
BigDecimal n = BigDecimal.valueOf(x.length);
BigDecimal mean = Arrays.stream(x).reduce(BigDecimal.ZERO, BigDecimal::add).divide(n, math);
return Arrays.stream(x).map(each -> each.subtract(mean).pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add).divide(n, math);
}
}
