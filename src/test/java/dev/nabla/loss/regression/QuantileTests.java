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

class QuantileTests extends LossContract<Quantile> {

    @Override
    public List<Quantile> variants() {
        return DoubleStream.of(0.5, 0.1, 0.9).mapToObj(Quantile::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("quantile", "0.5 in (0, 1)");
    }

    /** q(t − x) if x &lt; t, else (1 − q)(x − t); gradient 0 at x = t. */
    @Override
    public Formula formula(Quantile loss) {
        BigDecimal q = new BigDecimal(loss.quantile());
        return Residuals.kinkedAtZero(1, (d, math) -> math.compare(d, BigDecimal.ZERO) < 0
                ? q.negate().multiply(d)
                : BigDecimal.ONE.subtract(q).multiply(d)).stating(new Residuals.Joint(0, 0, 0));
    }

    @Override
    public Optional<Textbook> textbook(Quantile loss) {
        return Optional.of(Textbook.formula("where(x < t, quantile*(t - x), (1 - quantile)*(x - t))"));
    }

    @Override
    public double[][] draw(Quantile loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<Quantile>> hardPoints() {
        return Stream.concat(worstPoints(),
                DoubleStream.of(0.5, 0.1, 1e-300, Math.nextDown(1.0)).mapToObj(Quantile::new)
                        .flatMap(loss -> Residuals.hard(1).map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Quantile>> worstPoints() {
        return Stream.of(
                new Point<>(new Quantile(0.1), new double[]{-1.7e308}, new double[]{1.7e308}), // loss was infinite: difference beyond float64
                new Point<>(new Quantile(0.1), new double[]{1.0E-320}, new double[]{-Double.MIN_VALUE})); // loss 0.5 ulp
    }

    // From the reference: ∞, whatever the slope; and ∞ - ∞ is NaN.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new Quantile(0.25)).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, 1, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(0.75, -0.25, Double.NaN);
        assertThat(evaluation.hessian()).startsWith(0, 0);
    }

    // From the reference: gradient 0 at equality (scikit-learn: -q, LightGBM: 1 - q).
    @Test
    void gradientWhenPredictionIsTheTargetShouldBeZero() {
        EvaluationView evaluation = TaskBuilder.of(new Quantile(0.25)).reduction(Reduction.NONE)
                .input("predictions", 1, 2)
                .input("targets", 1, 4).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0.5);
        assertThat(evaluation.gradient()).containsExactly(0, -0.25);
    }
}
