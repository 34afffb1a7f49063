package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogSoftmaxTests extends RowContract {

@Override
protected String formula() {
return "log_softmax(x)";
}

@Override
protected ExactRow exact() {
return (math, x) -> {
BigDecimal log = BigDecimalMath.log(sum(math, x), math);
return Arrays.stream(x).map(each -> each.subtract(log)).toArray(BigDecimal[]::new);
};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{50, 0, -50}, {300, 0}};
}

@Override
protected int digits() {
return 250;
}

@Test
void gradientOfPickedClassShouldKeepTheComplement() {
// softmax - 1 is -1/(1 + e^50) to all digits
FormulaFixture loss = new FormulaFixture("-pick(log_softmax(x), y)").with("x", Shape.of(1, 2), 50, 0).with("y", 0);
assertThat(loss.gradient("x")[0]).isEqualTo(-dev.nabla.kernel.Elementary.sigmoid(-50));
}

private static BigDecimal sum(MathContext math, BigDecimal... x) {
return Arrays.stream(x).map(each -> BigDecimalMath.exp(each, math)).reduce(BigDecimal.ZERO, BigDecimal::add);
}
}
