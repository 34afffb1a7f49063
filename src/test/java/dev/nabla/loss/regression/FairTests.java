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

class FairTests extends LossContract<Fair> {

    @Override
    public List<Fair> variants() {
        return DoubleStream.of(1, 0.3, 3).mapToObj(Fair::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("c", "1.0 in (0, inf)");
    }

    /** c²(u − log(1 + u)), u = |d|/c. */
    @Override
    public Formula formula(Fair loss) {
        BigDecimal c = new BigDecimal(loss.c());
        return Residuals.kinkedAtZero(loss.c(), (d, math) -> {
            BigDecimal log = math.log(math.divide(d.abs(), c).add(BigDecimal.ONE));
            return d.abs().multiply(c).subtract(math.divide(log.multiply(c.pow(2)), BigDecimal.ONE));
        });
    }

    @Override
    public Optional<Textbook> textbook(Fair loss) {
        return Optional.of(Textbook.formula("""
                u = abs(x - t)/c
                c^2*(u - log(1 + u))""").stable("""
                u = abs(x - t)/c
                -c^2*log1pmx(u)"""));
    }

    @Override
    public double[][] draw(Fair loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<Fair>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream.of(1, 0.3, 1e-3, 1e10).mapToObj(Fair::new)
                .flatMap(loss -> Residuals.hard(loss.c()).map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Fair>> worstPoints() {
        return Stream.of(
                new Point<>(new Fair(0.3), new double[]{-1.7e308}, new double[]{1.7e308}), // loss was infinite: difference beyond float64
                new Point<>(new Fair(), new double[]{1.0000000000000002}, new double[]{1}), // loss 1.33 ulp
                new Point<>(new Fair(0.3), new double[]{1.4999999999999999E153}, new double[]{0.10026752115231698}), // hessian 1.14 ulp
                new Point<>(new Fair(0.3), new double[]{-0.29999999999999993}, new double[]{-2.9999999999999998E-61})); // gradient 0.5 ulp
    }

    // From the reference: d = ±∞ has loss ∞, gradient ±c and Hessian 0; and ∞ - ∞ is NaN.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new Fair(1.5)).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, 1, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(1.5, -1.5, Double.NaN);
        assertThat(evaluation.hessian()).startsWith(0, 0);
    }

    // Beside a scale of 1e300 an error of 1 is tiny: d²/2, d and 1.
    @Test
    void answerWhenScaleIsHugeShouldBeTheParabola() {
        EvaluationView evaluation = TaskBuilder.of(new Fair(1e300)).input("predictions", 1).input("targets", 0)
                .answer();
        assertThat(evaluation.loss()).containsExactly(0.5);
        assertThat(evaluation.gradient()).containsExactly(1);
        assertThat(evaluation.hessian()).containsExactly(1);
    }
}
