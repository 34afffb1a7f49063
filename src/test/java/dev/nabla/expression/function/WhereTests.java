package dev.nabla.expression.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WhereTests extends ElementwiseContract {

@Override
protected String formula() {
return "where(x > 1, a, b)";
}

@Override
protected ExactFunction exact() {
return (math, x) -> x[0].compareTo(BigDecimal.ONE) > 0 ? x[1] : x[2];
}

@Override
protected double[] draw(SplittableRandom random) {
return new double[]{random.nextDouble(-5, 5), random.nextDouble(-5, 5), random.nextDouble(-5, 5)};
}

@Override
protected double[][] hardPoints() {
return new double[][]{{0.9999999, 1, 2}};
}

@Test
void branchThatIsNotChosenShouldNotSpoilGradient() {
// the logarithm of 0 has no derivative
assertThat(new FormulaFixture("where(x > 0, log(x), 0)").with("x", 0).gradient("x")[0]).isEqualTo(0);
}

/** A condition on NaN is false, and no NaN of the branch that is not chosen is seen. */
@Override
void nanShouldGiveNaN() {
assertThat(value(Double.NaN, 1, 2)).isEqualTo(2);
assertThat(value(2, Double.NaN, 2)).isNaN();
}
}
