package dev.nabla.loss.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BrierTests extends LossContract<Brier> {

    @Override
    public List<Brier> variants() {
        return List.of(new Brier());
    }

    @Override
    public Formula formula(Brier loss) {
        return new SquaredErrors();
    }

    @Override
    public Optional<Textbook> textbook(Brier loss) {
        return Optional.of(Textbook.formula(Textbook.ONE_HOT + "sum((x - q)^2, axis=1)"));
    }

    @Override
    public double[][] draw(Brier loss, RandomGenerator random) {
        return new double[][]{random.doubles(4).toArray(), {random.nextInt(4)}};
    }

    @Override
    public Stream<Point<Brier>> hardPoints() {
        return Stream.concat(worstPoints(), ForecastRows.points(new Brier()));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Brier>> worstPoints() {
        return Stream.of(
                new Point<>(new Brier(), new double[]{0.24999999999999994, 0, 0.31252834108239497},
                        new double[]{2, 0.5, 1}), // gradient 0.5 ulp
                new Point<>(new Brier(), new double[]{3.853095476285409E-300, 0.125, 0.5},
                        new double[]{0.3333333333333333, 1.3333333333333333, 0.3333333333333333})); // loss 0.5 ulp
    }

    /** Σ (x − t)². */
    private static final class SquaredErrors implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return Arrays.stream(ForecastRows.errors(sample)).map(error -> error.pow(2)).toList();
        }
    }

    private static TaskBuilder task(double... probabilities) {
        return TaskBuilder.of(new Brier()).rows("predictions", probabilities);
    }

    // By hand: (0.75 - 1)² + 0.25²; certain and wrong is the most there is, 2.
    @Test
    void answerShouldBeHandComputed() {
        EvaluationView evaluation = task(0.75, 0.25).input("targets", 0).answer();
        assertThat(evaluation.loss()).containsExactly(0.125);
        assertThat(evaluation.gradient()).containsExactly(-0.5, 0.5);
        assertThat(evaluation.hessian()).containsExactly(2, 2);
        assertThat(task(0, 1).input("targets", 0).answer().loss()).containsExactly(2);
    }

    // From the reference: the class axis is the last one.
    @Test
    void classAxisShouldBeTheLast() {
        EvaluationView evaluation = TaskBuilder.of(new Brier())
                .input("predictions", TaskBuilder.tensor(Shape.of(1, 2, 3), 0, 0, 1, 0.5, 0.5, 0))
                .input("targets", TaskBuilder.tensor(Shape.of(1, 2), 2, 0)).reduction(Reduction.NONE).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0.5);
    }

    // From the reference: predictions outside [0, 1] are rejected.
    @Test
    void predictionsWhenNoProbabilitiesShouldBeRejected() {
        for (double bad : new double[]{-1e-9, Math.nextUp(1.0), Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(task(0, bad).input("targets", 0).fault().index()).containsExactly(0, 1);
        }
    }
}
