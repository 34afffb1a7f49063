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
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CategoricalHingeTests extends LossContract<CategoricalHinge> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<CategoricalHinge> variants() {
        return List.of(new CategoricalHinge());
    }

    @Override
    public Formula formula(CategoricalHinge loss) {
        return new HingeFormula();
    }

    @Override
    public Optional<Textbook> textbook(CategoricalHinge loss) {
        return Optional.of(Textbook.formula("maximum(0, 1 + max((1 - t)*x, axis=1) - sum(t*x, axis=1))"));
    }

    @Override
    public double[][] draw(CategoricalHinge loss, RandomGenerator random) {
        double[] target = new double[4];
        target[random.nextInt(4)] = 1;
        return new double[][]{ScoreRows.draw(random), target};
    }

    @Override
    public Stream<Point<CategoricalHinge>> hardPoints() {
        return Stream.concat(worstPoints(),
                ScoreRows.hard().flatMap(row -> IntStream.range(0, 1 << row.length).mapToObj(set -> point(row, set))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<CategoricalHinge>> worstPoints() {
        return Stream.of(
                new Point<>(new CategoricalHinge(),
                        new double[]{-0.4144309235015533, -1.790380128983366, 11.627467963323163, 1.0314326462922878},
                        new double[]{0.0, 1.0, 0.0, 0.0})); // loss 0.5 ulp
    }

    /** The classes of a row that are in a set of bits are true ones: none, one, or several. */
    private static Point<CategoricalHinge> point(double[] scores, int set) {
        return new Point<>(new CategoricalHinge(), scores,
                IntStream.range(0, scores.length).mapToDouble(c -> (set >> c) & 1).toArray());
    }

    /** max(0, 1 + max_c (1−t_c) x_c − Σ t_c x_c): terms that may cancel. */
    private record HingeFormula() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] others = others(sample);
            BigDecimal best = best(others);
            for (BigDecimal other : others) {
                math.compare(other, best);
            }
            boolean isActive = math.compare(shortfall(sample), BigDecimal.ZERO) >= 0;
            return isActive
                    ? Stream.concat(Stream.of(BigDecimal.ONE, best), ofTargets(sample).map(BigDecimal::negate)).toList()
                    : List.of(BigDecimal.ZERO);
        }

        /** The lowest index that attains the maximum; active at 0. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            BigDecimal[] others = others(sample);
            int[] best = IntStream.range(0, others.length).filter(c -> others[c].compareTo(best(others)) == 0)
                    .toArray();
            int sign = shortfall(sample).signum();
            if (best.length == 1 && sign != 0) {
                return Optional.empty();
            }
            boolean isTrue = sample.all("targets")[place.index()].signum() > 0;
            int slope = isTrue ? -1 : place.index() == best[0] ? 1 : 0;
            return Optional.of(BigDecimal.valueOf(order == 2 || sign < 0 ? 0 : slope));
        }

        private static BigDecimal shortfall(Sample sample) {
            return ofTargets(sample).reduce(BigDecimal.ONE.add(best(others(sample))), BigDecimal::subtract);
        }

        /** t_c x_c. */
        private static Stream<BigDecimal> ofTargets(Sample sample) {
            return IntStream.range(0, sample.all("targets").length)
                    .mapToObj(c -> sample.all("targets")[c].multiply(sample.all("predictions")[c]));
        }

        /** (1−t_c) x_c. */
        private static BigDecimal[] others(Sample sample) {
            return IntStream.range(0, sample.all("targets").length)
                    .mapToObj(c -> BigDecimal.ONE.subtract(sample.all("targets")[c])
                            .multiply(sample.all("predictions")[c]))
                    .toArray(BigDecimal[]::new);
        }

        private static BigDecimal best(BigDecimal... others) {
            return Stream.of(others).max(BigDecimal::compareTo).orElseThrow();
        }
    }

    // From the reference: active at equality, and the gradient of neg at the lowest index that attains it.
    @Test
    void answerWhenAtTheCornerOrTiedShouldBeThatOfTheFirst() {
        EvaluationView evaluation = TaskBuilder.of(new CategoricalHinge()).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{2, 1, 1}, {-1, -2, -3}, {3, 1, 0}})
                .rows("targets", new double[][]{{1, 0, 0}, {1, 0, 0}, {1, 0, 0}}).answer();
        assertThat(evaluation.loss()).containsExactly(0, 2, 0);
        assertThat(evaluation.gradient()).containsExactly(-1, 1, 0, -1, 0, 0, 0, 0, 0);
    }

    // From the reference: 0·∞ is 0, and ∞ - ∞ is NaN.
    @Test
    void answerWhenScoreIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new CategoricalHinge()).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{INF, 0}, {-INF, 0}, {0, INF}, {INF, INF}})
                .rows("targets", new double[][]{{1, 0}, {1, 0}, {1, 0}, {1, 0}}).answer();
        assertThat(evaluation.loss()).containsExactly(0, INF, INF, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(0, 0, -1, 0, -1, 1, Double.NaN, Double.NaN);
    }

    // From the reference: targets are one-hot, 0 or 1.
    @Test
    void targetWhenNeitherZeroNorOneShouldBeRejected() {
        TaskBuilder task = TaskBuilder.of(new CategoricalHinge()).rows("predictions", new double[]{0, 0});
        assertThat(task.rows("targets", new double[]{1, 0.5}).fault().index()).containsExactly(0, 1);
    }
}
