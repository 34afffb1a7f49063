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

class EpsilonInsensitiveTests extends LossContract<EpsilonInsensitive> {

    @Override
    public List<EpsilonInsensitive> variants() {
        return DoubleStream.of(0.1, 0, 0.5).mapToObj(EpsilonInsensitive::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("epsilon", "0.1 in [0, inf)");
    }

    /** max(0, |d| − ε); gradient 0 at |d| = ε. */
    @Override
    public Formula formula(EpsilonInsensitive loss) {
        BigDecimal epsilon = new BigDecimal(loss.epsilon());
        return Residuals.kinkedAtZero(1, (d, math) -> math.max(BigDecimal.ZERO, math.abs(d).subtract(epsilon)))
                .stating(new Residuals.Joint(0, 0, 0), new Residuals.Joint(loss.epsilon(), 0, 0));
    }

    @Override
    public Optional<Textbook> textbook(EpsilonInsensitive loss) {
        return Optional.of(Textbook.formula("maximum(0, abs(x - t) - epsilon)"));
    }

    @Override
    public double[][] draw(EpsilonInsensitive loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<EpsilonInsensitive>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream.of(0, 0.1, 1, 1e-300, 1e300).mapToObj(EpsilonInsensitive::new)
                .flatMap(loss -> Residuals.hard(loss.epsilon()).map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<EpsilonInsensitive>> worstPoints() {
        return Stream.of(
                new Point<>(new EpsilonInsensitive(1.0E-300), new double[]{5683.61597793565}, new double[]{-10000})); // loss 0.5 ulp
    }

    // From the reference: loss ∞ and gradient ±1; and ∞ - ∞ is NaN.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new EpsilonInsensitive()).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, 1, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(1, -1, Double.NaN);
        assertThat(evaluation.hessian()).startsWith(0, 0);
    }

    // From the reference: inactive at |d| = ε; ε = 0 is l1.
    @Test
    void answerWhenResidualIsEpsilonShouldBeZero() {
        EvaluationView evaluation = TaskBuilder.of(new EpsilonInsensitive(0.5)).reduction(Reduction.NONE)
                .input("predictions", 0.5, -0.5, 1).input("targets", 0, 0, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0, 0.5);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 1);
    }
}
