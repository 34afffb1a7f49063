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

class SquaredEpsilonInsensitiveTests extends LossContract<SquaredEpsilonInsensitive> {

    @Override
    public List<SquaredEpsilonInsensitive> variants() {
        return DoubleStream.of(0.1, 0, 0.5).mapToObj(SquaredEpsilonInsensitive::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("epsilon", "0.1 in [0, inf)");
    }

    /** max(0, |d| − ε)²; Hessian 0 at |d| = ε. */
    @Override
    public Formula formula(SquaredEpsilonInsensitive loss) {
        BigDecimal epsilon = new BigDecimal(loss.epsilon());
        return Residuals.kinkedAtZero(1, (d, math) -> math.max(BigDecimal.ZERO, math.abs(d).subtract(epsilon)).pow(2))
                .stating(new Residuals.Joint(0, 0, 0), new Residuals.Joint(loss.epsilon(), 0, 0));
    }

    @Override
    public Optional<Textbook> textbook(SquaredEpsilonInsensitive loss) {
        return Optional.of(Textbook.formula("maximum(0, abs(x - t) - epsilon)^2"));
    }

    @Override
    public double[][] draw(SquaredEpsilonInsensitive loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<SquaredEpsilonInsensitive>> hardPoints() {
        return Stream.concat(worstPoints(),
                DoubleStream.of(0, 0.1, 1, 1e-300, 1e300).mapToObj(SquaredEpsilonInsensitive::new)
                        .flatMap(loss -> Residuals.hard(loss.epsilon()).map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<SquaredEpsilonInsensitive>> worstPoints() {
        return Stream.of(
                new Point<>(new SquaredEpsilonInsensitive(), new double[]{1.9157948685104094},
                        new double[]{1.4153884065304365}), // gradient 0.5 ulp
                new Point<>(new SquaredEpsilonInsensitive(0), new double[]{-2.1190246809476},
                        new double[]{-5.821884712817089})); // loss 0.5 ulp
    }

    // From the reference: loss ∞ and gradient ±∞; and ∞ - ∞ is NaN.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new SquaredEpsilonInsensitive()).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, 1, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(Double.POSITIVE_INFINITY, -Double.POSITIVE_INFINITY,
                Double.NaN);
        assertThat(evaluation.hessian()).startsWith(2, 2);
    }

    // From the reference: the Hessian is 0 at |d| = ε, also at d = 0 with ε = 0.
    @Test
    void hessianWhenResidualIsEpsilonShouldBeZero() {
        EvaluationView evaluation = TaskBuilder.of(new SquaredEpsilonInsensitive(0)).reduction(Reduction.NONE)
                .input("predictions", 0, 1).input("targets", 0, 0).answer();
        assertThat(evaluation.hessian()).containsExactly(0, 2);
        assertThat(TaskBuilder.of(new SquaredEpsilonInsensitive(0.5)).input("predictions", -0.5).input("targets", 0)
                .answer().hessian()).containsExactly(0);
    }
}
