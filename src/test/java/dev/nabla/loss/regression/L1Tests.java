package dev.nabla.loss.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class L1Tests extends LossContract<L1> {

    @Override
    public List<L1> variants() {
        return List.of(new L1());
    }

    @Override
    public Formula formula(L1 loss) {
        return new AbsoluteError();
    }

    @Override
    public Optional<Textbook> textbook(L1 loss) {
        return Optional.of(Textbook.formula("abs(x - t)"));
    }

    @Override
    public double[][] draw(L1 loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<L1>> hardPoints() {
        return Stream.concat(worstPoints(), Residuals.hard(1).map(point -> new Point<>(new L1(), point)));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<L1>> worstPoints() {
        return Stream.of(
                new Point<>(new L1(), new double[]{-0.07021286153997514}, new double[]{-0.7571029825552688})); // loss 0.5 ulp
    }

    /** |d|; at d = 0 the reference states a gradient of 0. */
    static final class AbsoluteError implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return List.of(math.abs(Residuals.of(sample)));
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            return Residuals.of(sample).signum() == 0 ? Optional.of(BigDecimal.ZERO) : Optional.empty();
        }
    }

    // From the reference: loss ∞, gradient ±1; and ∞ - ∞ is NaN.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new L1()).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, 1, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(1, -1, Double.NaN);
    }

    // From the reference: gradient 0 at d = 0.
    @Test
    void gradientWhenResidualIsZeroShouldBeZero() {
        EvaluationView evaluation = TaskBuilder.of(new L1()).input("predictions", 2, -0.0).input("targets", 2, 0.0)
                .answer();
        assertThat(evaluation.gradient()).containsExactly(0, 0);
    }
}
