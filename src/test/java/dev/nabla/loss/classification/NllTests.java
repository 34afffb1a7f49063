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
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NllTests extends LossContract<Nll> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Nll> variants() {
        return List.of(new Nll(), new Nll(-1));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("ignore_index", "-100 in (-inf, inf)");
    }

    @Override
    public Formula formula(Nll loss) {
        return new WeightedLogProbability(BigDecimal.valueOf(loss.ignoreIndex()));
    }

    @Override
    public Optional<Textbook> textbook(Nll loss) {
        return Optional.of(Textbook.formula(Textbook.ONE_HOT + "-((q*x) @ weight)"));
    }

    @Override
    public double[][] draw(Nll loss, RandomGenerator random) {
        return new double[][]{random.doubles(3, -5, 0).toArray(), {random.nextInt(3)},
                random.doubles(3, 0.2, 3).toArray()};
    }

    @Override
    public Stream<Point<Nll>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream.of(0, -1e-320, -1e300, -1e4, 1e4, 0.1)
                .mapToObj(x -> new Point<>(new Nll(), new double[]{1, x}, new double[]{1}, new double[]{1, 1.0 / 3})));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Nll>> worstPoints() {
        return Stream.of(
                new Point<>(new Nll(), new double[]{10000.0, 40.0, 1.6602808232372261}, new double[]{1},
                        new double[]{1.1860423792661647, 1.2798594287951413, 0.24012328254018717})); // loss 0.5 ulp
    }

    /** −w_y x_y. */
    private record WeightedLogProbability(BigDecimal ignored) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return List.of(divisor(sample).multiply(sample.all("predictions")[target(sample)]).negate());
        }

        @Override
        public BigDecimal divisor(Sample sample) {
            return sample.all("weight")[target(sample)];
        }

        @Override
        public boolean isIgnored(Sample sample) {
            return sample.the("targets").compareTo(ignored) == 0;
        }

        private static int target(Sample sample) {
            return sample.the("targets").intValueExact();
        }
    }

    // From the reference: all ignored is NaN with gradient 0, sum 0.
    @Test
    void answerWhenEveryTargetIsIgnoredShouldBeNothing() {
        TaskBuilder task = TaskBuilder.of(new Nll()).rows("predictions", new double[][]{{-1, -2}, {-3, -4}})
                .input("targets", -100, -100);
        assertThat(task.answer().loss()).containsExactly(Double.NaN);
        assertThat(task.answer().gradient()).containsExactly(0, 0, 0, 0);
        assertThat(task.reduction(Reduction.SUM).answer().loss()).containsExactly(0);
    }

    // By hand: only the first and last rows count: (1 + 3)/2.
    @Test
    void meanWhenClassIsIgnoredShouldBeThatOfTheOtherRows() {
        EvaluationView evaluation = TaskBuilder.of(new Nll(1))
                .rows("predictions", new double[][]{{-1, -2}, {-9, -9}, {-3, -4}})
                .input("targets", 0, 1, 0).answer();
        assertThat(evaluation.loss()).containsExactly(2);
        assertThat(evaluation.gradient()).containsExactly(-0.5, 0, 0, 0, -0.5, 0);
    }

    // From the reference: x_y = -∞ is ∞ with gradient -w_y; and a weight of 0 takes even that away.
    @Test
    void answerWhenLogProbabilityIsMinusInfinityShouldBeInfinite() {
        EvaluationView evaluation = TaskBuilder.of(new Nll()).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{-INF, -2}, {-1, -INF}}).input("targets", 0, 1)
                .input("weight", 2, 0).answer();
        assertThat(evaluation.loss()).containsExactly(INF, 0);
        assertThat(evaluation.gradient()).containsExactly(-2, 0, 0, 0);
    }

    // By hand: Σ w_y = 0 with rows present is NaN and NaN; an ignored row stays 0.
    @Test
    void answerWhenClassWeightsSumToZeroShouldBeNaN() {
        EvaluationView evaluation = TaskBuilder.of(new Nll()).rows("predictions", new double[][]{{-1, -2}, {-3, -4}})
                .input("targets", 0, -100).input("weight", 0, 1).answer();
        assertThat(evaluation.loss()).containsExactly(Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(Double.NaN, Double.NaN, 0, 0);
    }

    // From the reference: an index out of range is rejected.
    @Test
    void targetWhenOutOfRangeShouldBeRejected() {
        assertThat(TaskBuilder.of(new Nll()).rows("predictions", new double[][]{{-1, -2}}).input("targets", 2).fault()
                .detail()).contains("from 0 to 1", "-100");
    }
}
