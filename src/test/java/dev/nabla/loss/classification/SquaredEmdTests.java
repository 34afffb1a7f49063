package dev.nabla.loss.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SquaredEmdTests extends LossContract<SquaredEmd> {

    @Override
    public List<SquaredEmd> variants() {
        return List.of(new SquaredEmd());
    }

    @Override
    public Formula formula(SquaredEmd loss) {
        return new Cumulative();
    }

    @Override
    public Optional<Textbook> textbook(SquaredEmd loss) {
        return Optional.of(Textbook.formula(Textbook.ONE_HOT + "sum(cumsum(x - q)^2, axis=1)"));
    }

    @Override
    public double[][] draw(SquaredEmd loss, RandomGenerator random) {
        return new double[][]{random.doubles(4).toArray(), {random.nextInt(4)}};
    }

    @Override
    public Stream<Point<SquaredEmd>> hardPoints() {
        return Stream.concat(worstPoints(), ForecastRows.points(new SquaredEmd()));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<SquaredEmd>> worstPoints() {
        return Stream.of(
                new Point<>(new SquaredEmd(), new double[]{0.9999999999999999, 5.551115123125783E-17, 0},
                        new double[]{2}), // loss 0.5 ulp
                new Point<>(new SquaredEmd(),
                        new double[]{0.9692273935397384, 0.32384288148879026, 0.8776381884058769, 0.925503356194473},
                        new double[]{1})); // gradient 0.5 ulp
    }

    /** Σ_c (Σ_{k ≤ c} x − t)². */
    private static final class Cumulative implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] sums = ForecastRows.errors(sample);
            Arrays.parallelPrefix(sums, BigDecimal::add);
            return Arrays.stream(sums).map(sum -> sum.pow(2)).toList();
        }
    }

    private static TaskBuilder task(double... probabilities) {
        return TaskBuilder.of(new SquaredEmd()).rows("predictions", probabilities);
    }

    // By hand: all probability at the wrong end of three classes: D = 1, 1, 0; the gradient sums D from each class on.
    @Test
    void answerShouldBeHandComputed() {
        EvaluationView evaluation = task(1, 0, 0).input("targets", 2).answer();
        assertThat(evaluation.loss()).containsExactly(2);
        assertThat(evaluation.gradient()).containsExactly(4, 2, 0);
        assertThat(evaluation.hessian()).containsExactly(6, 4, 2);
        assertThat(task(0, 1, 0).input("targets", 2).answer().loss()).containsExactly(1);
    }

    // By the design: probabilities outside [0, 1] are rejected.
    @Test
    void predictionsWhenNoProbabilitiesShouldBeRejected() {
        for (double bad : new double[]{-1e-9, Math.nextUp(1.0), Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(task(0, bad).input("targets", 0).fault().index()).containsExactly(0, 1);
        }
    }
}
