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

class CauchyTests extends LossContract<Cauchy> {

    @Override
    public List<Cauchy> variants() {
        return DoubleStream.of(1, 0.3, 3).mapToObj(Cauchy::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("c", "1.0 in (0, inf)");
    }

    /** c²/2 · log(1 + (d/c)²). */
    @Override
    public Formula formula(Cauchy loss) {
        BigDecimal square = new BigDecimal(loss.c()).pow(2);
        return Residuals.smooth(loss.c(), (d, math) -> {
            BigDecimal log = d.pow(2).compareTo(square) < 0
                    ? math.log(BigDecimal.ONE.add(math.divide(d.pow(2), square)))
                    : math.log(square.add(d.pow(2))).subtract(math.log(square));
            return math.divide(log.multiply(square), BigDecimal.TWO);
        });
    }

    @Override
    public Optional<Textbook> textbook(Cauchy loss) {
        return Optional.of(Textbook.formula("0.5*c^2*log(1 + ((x - t)/c)^2)").stable("0.5*c^2*log1p(((x - t)/c)^2)"));
    }

    @Override
    public double[][] draw(Cauchy loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<Cauchy>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream.of(1, 0.3, 1e150, 1e300).mapToObj(Cauchy::new)
                .flatMap(loss -> Residuals.hard(loss.c()).map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Cauchy>> worstPoints() {
        return Stream.of(
                new Point<>(new Cauchy(3), new double[]{-1.7e308}, new double[]{7e307}), // gradient 2.1 ulp: c/|d| is subnormal
                new Point<>(new Cauchy(0.3), new double[]{-1.7e308}, new double[]{1.7e308}), // loss was infinite, gradient 0: difference beyond float64
                new Point<>(new Cauchy(1.0E150), new double[]{-1.2427210019098351}, new double[]{40}), // loss 1.24 ulp
                new Point<>(new Cauchy(0.3), new double[]{-1.6750000000000008E153}, new double[]{0.3851974252095465}), // hessian 0.81 ulp
                new Point<>(new Cauchy(), new double[]{1.0E150}, new double[]{1.1235582092889473E307})); // gradient 0.5 ulp
    }

    // From the reference: d = ±∞ has loss ∞, gradient 0 and Hessian 0; and ∞ - ∞ is NaN.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new Cauchy(2)).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, 1, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(0, 0, Double.NaN);
        assertThat(evaluation.hessian()).startsWith(0, 0);
    }

    // By hand: at |d| = c the gradient is c/2 and the Hessian changes its sign.
    @Test
    void answerWhenResidualIsTheScaleShouldBeTheTurningPoint() {
        EvaluationView evaluation = TaskBuilder.of(new Cauchy(0.3)).reduction(Reduction.NONE)
                .input("predictions", 0.3, -0.3)
                .input("targets", 0, 0).answer();
        assertThat(evaluation.gradient()).containsExactly(0.15, -0.15);
        assertThat(evaluation.hessian()).containsExactly(0, 0);
    }
}
