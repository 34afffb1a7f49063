package dev.nabla.loss.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Formula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WelschTests extends LossContract<Welsch> {

    @Override
    public List<Welsch> variants() {
        return DoubleStream.of(1, 0.3, 3).mapToObj(Welsch::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("c", "1.0 in (0, inf)");
    }

    /** c²/2 · (1 − exp(−(d/c)²)), of which the exponential is below any number for |d| &gt; 1000c. */
    @Override
    public Formula formula(Welsch loss) {
        BigDecimal square = new BigDecimal(loss.c()).pow(2);
        BigDecimal vanishing = square.movePointRight(6);
        return Residuals.smooth(loss.c(), (d, math) -> {
            BigDecimal bell = d.pow(2).compareTo(vanishing) > 0
                    ? BigDecimal.ZERO
                    : math.divide(math.exp(math.divide(d.pow(2), square).negate()).multiply(square), BigDecimal.TWO);
            return square.divide(BigDecimal.TWO).subtract(bell);
        });
    }

    @Override
    public Optional<Textbook> textbook(Welsch loss) {
        return Optional
                .of(Textbook.formula("0.5*c^2*(1 - exp(-((x - t)/c)^2))").stable("-0.5*c^2*expm1(-((x - t)/c)^2)"));
    }

    @Override
    public double[][] draw(Welsch loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<Welsch>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream.of(1, 0.3, 1e-150, 1e150).mapToObj(Welsch::new)
                .flatMap(loss -> Residuals.hard(loss.c()).map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Welsch>> worstPoints() {
        return Stream.of(
                new Point<>(new Welsch(0.3), new double[]{1.9619631277959242}, new double[]{0.28709452557574977}), // hessian 1.4 ulp
                new Point<>(new Welsch(), new double[]{-1.7939236246209198}, new double[]{1.8275396246282134}), // gradient 1.31 ulp
                new Point<>(new Welsch(1.0E150), new double[]{39.5590548094326}, new double[]{-2.52E-321})); // loss 1.07 ulp
    }

    // From the reference: d = ±∞ has loss c²/2, gradient 0 and Hessian 0; and ∞ - ∞ is NaN.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new Welsch(2)).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, 1, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(2, 2, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(0, 0, Double.NaN);
        assertThat(evaluation.hessian()).startsWith(0, 0);
    }
}
