package dev.nabla.loss.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.HardRows;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CoralTests extends LossContract<Coral> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Coral> variants() {
        return List.of(new Coral());
    }

    @Override
    public Formula formula(Coral loss) {
        return new Thresholds();
    }

    @Override
    public Optional<Textbook> textbook(Coral loss) {
        return Optional.of(Textbook.formula("""
                above = reshape(t, [ROWS, 1]) > reshape(stack([FROM_0]), [1, CLASSES])
                -sum(where(above, log(sigmoid(x)), log(1 - sigmoid(x))), axis=1)""").stable("""
                above = reshape(t, [ROWS, 1]) > reshape(stack([FROM_0]), [1, CLASSES])
                sum(where(above, softplus(-x), softplus(x)), axis=1)"""));
    }

    @Override
    public double[][] draw(Coral loss, RandomGenerator random) {
        return new double[][]{random.doubles(4, -5, 5).toArray(), {random.nextInt(5)}};
    }

    @Override
    public Stream<Point<Coral>> hardPoints() {
        return Stream.concat(worstPoints(), HardRows.logits().flatMap(row -> IntStream
                .rangeClosed(0, row.length).mapToObj(level -> new Point<>(new Coral(), row, new double[]{level}))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Coral>> worstPoints() {
        return Stream.of(
                new Point<>(new Coral(),
                        new double[]{0.9425052977654076, 3.4563245496957267, -1.258654731134916, 4.4071278914640075},
                        new double[]{0}), // hessian 1.16 ulp
                new Point<>(new Coral(),
                        new double[]{-1.025868666541323, 1.5392765045992292, -1.4361710162341002, -4.744798924715048},
                        new double[]{4}), // loss 0.96 ulp
                new Point<>(new Coral(),
                        new double[]{709.7549525503547, 3.666025759781399, -1.0E150, 2.2189328689812546},
                        new double[]{4})); // gradient 0.52 ulp
    }

    /** Σ_j sp(∓x_j). */
    private static final class Thresholds implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] logits = sample.all("predictions");
            int level = sample.the("targets").intValueExact();
            return IntStream.range(0, logits.length)
                    .mapToObj(j -> math.softplus(level > j ? logits[j].negate() : logits[j])).toList();
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    private static TaskBuilder task(double level, double... logits) {
        return TaskBuilder.of(new Coral()).rows("predictions", logits).input("targets", level);
    }

    // By hand: logits of 0 are log 2 each, with gradient -1/2 below the level and 1/2 from it on.
    @Test
    void answerWhenLogitsAreZeroShouldBeHandComputed() {
        EvaluationView evaluation = task(1, 0, 0).answer();
        assertThat(evaluation.loss()).containsExactly(2 * 0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(-0.5, 0.5);
        assertThat(evaluation.hessian()).containsExactly(0.25, 0.25);
    }

    // The limits of softplus: sure and right adds 0, sure and wrong is infinite with a gradient of ±1.
    @Test
    void answerWhenLogitIsInfiniteShouldBeTheLimit() {
        assertThat(task(1, INF, -INF).answer().loss()).containsExactly(0);
        EvaluationView wrong = task(1, -INF, INF).answer();
        assertThat(wrong.loss()).containsExactly(INF);
        assertThat(wrong.gradient()).containsExactly(-1, 1);
        assertThat(wrong.hessian()).containsExactly(0, 0);
    }

    // From the reference: K - 1 logits have levels 0 to K - 1.
    @Test
    void targetsWhenNoLevelsShouldBeRejected() {
        assertThat(task(2, 0, 0).answer().gradient()).containsExactly(-0.5, -0.5);
        for (double bad : new double[]{3, -1, 0.5, Double.NaN}) {
            assertThat(task(bad, 0, 0).fault().detail()).contains("from 0 to 2");
        }
    }
}
