package dev.nabla.loss.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Formula;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MseTests extends LossContract<Mse> {

    @Override
    public List<Mse> variants() {
        return List.of(new Mse());
    }

    @Override
    public Formula formula(Mse loss) {
        return (sample, _) -> List.of(Residuals.of(sample).pow(2));
    }

    @Override
    public Optional<Textbook> textbook(Mse loss) {
        return Optional.of(Textbook.formula("(x - t)^2"));
    }

    @Override
    public double[][] draw(Mse loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<Mse>> hardPoints() {
        return Stream.concat(worstPoints(), Residuals.hard(1).map(point -> new Point<>(new Mse(), point)));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Mse>> worstPoints() {
        return Stream.of(
                new Point<>(new Mse(), new double[]{-0.4139689922042647}, new double[]{0.24851553452941144}), // gradient 0.5 ulp
                new Point<>(new Mse(), new double[]{0.9999999999999999}, new double[]{-1.0000000000000002})); // loss 0.5 ulp
    }

    // From the reference: the overflow of d² is kept, the gradient 2d stays finite.
    @Test
    void gradientWhenSquareOverflowsShouldStayFinite() {
        EvaluationView evaluation = TaskBuilder.of(new Mse()).input("predictions", 1e200).input("targets", 0).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(2e200);
        assertThat(evaluation.hessian()).containsExactly(2);
    }

    // The limits of d² and 2d.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new Mse()).reduction(Reduction.NONE)
                .input("predictions", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(Double.NEGATIVE_INFINITY, Double.NaN);
    }

    // An IEEE multiplication, as the reference wants of sample weights: 0 · ∞.
    @Test
    void lossWhenInfiniteWithSampleWeightZeroShouldBeNaN() {
        EvaluationView evaluation = TaskBuilder.of(new Mse()).input("predictions", Double.POSITIVE_INFINITY, 1)
                .input("targets", 0, 0).sampleWeight(0, 1).answer();
        assertThat(evaluation.loss()).containsExactly(Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(Double.NaN, 1);
    }
}
