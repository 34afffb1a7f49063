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

class ExpectileTests extends LossContract<Expectile> {

    @Override
    public List<Expectile> variants() {
        return DoubleStream.of(0.5, 0.1, 0.9).mapToObj(Expectile::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("expectile", "0.5 in (0, 1)");
    }

    /** τd² if d ≤ 0, else (1 − τ)d²; Hessian 2τ at d = 0. */
    @Override
    public Formula formula(Expectile loss) {
        BigDecimal level = new BigDecimal(loss.expectile());
        return Residuals.kinkedAtZero(1, (d, math) -> math.compare(d, BigDecimal.ZERO) <= 0
                ? level.multiply(d.pow(2))
                : BigDecimal.ONE.subtract(level).multiply(d.pow(2)))
                .stating(new Residuals.Joint(0, 0, 2 * loss.expectile()));
    }

    @Override
    public Optional<Textbook> textbook(Expectile loss) {
        return Optional.of(Textbook.formula("""
                d = x - t
                where(d <= 0, expectile, 1 - expectile)*d^2"""));
    }

    @Override
    public double[][] draw(Expectile loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<Expectile>> hardPoints() {
        return Stream.concat(worstPoints(),
                DoubleStream.of(0.5, 0.1, 1e-300, Math.nextDown(1.0)).mapToObj(Expectile::new)
                        .flatMap(loss -> Residuals.hard(1).map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Expectile>> worstPoints() {
        return Stream.of(
                new Point<>(new Expectile(0.1), new double[]{-1.7e308}, new double[]{1.7e308}), // gradient was infinite: difference beyond float64
                new Point<>(new Expectile(0.1), new double[]{1.0E-320}, new double[]{-Double.MIN_VALUE}), // gradient 1.0 ulp
                new Point<>(new Expectile(0.9999999999999999), new double[]{-9.9E-324},
                        new double[]{0.12500000000000003})); // loss 0.5 ulp
    }

    // From the reference: the Hessian at d = 0 is 2τ; by hand on both sides.
    @Test
    void hessianWhenResidualIsZeroShouldBeThatBelowTheTarget() {
        EvaluationView evaluation = TaskBuilder.of(new Expectile(0.25)).reduction(Reduction.NONE)
                .input("predictions", 1, 0, 2)
                .input("targets", 1, 1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0.25, 0.75);
        assertThat(evaluation.gradient()).containsExactly(0, -0.5, 1.5);
        assertThat(evaluation.hessian()).containsExactly(0.5, 0.5, 1.5);
    }
}
