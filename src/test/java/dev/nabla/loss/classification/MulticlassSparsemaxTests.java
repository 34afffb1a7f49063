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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MulticlassSparsemaxTests extends LossContract<MulticlassSparsemax> {

    /** The threshold, and the probabilities above it. */
    private static final String PROJECTION = """
            s = sort(x)[:, ::-1]
            inside = where(1 + reshape(stack([FROM_1]), [1, CLASSES])*s > cumsum(s), 1, 0)
            threshold = (sum(inside*s, axis=1, keepdims=true) - 1)/sum(inside, axis=1, keepdims=true)
            p = maximum(x - threshold, 0)
            """;

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<MulticlassSparsemax> variants() {
        return List.of(new MulticlassSparsemax());
    }

    @Override
    public Formula formula(MulticlassSparsemax loss) {
        return new ProjectionFormula();
    }

    @Override
    public Optional<Textbook> textbook(MulticlassSparsemax loss) {
        return Optional.of(Textbook.formula(PROJECTION + "sum(p*x, axis=1) - pick(x, t) + 0.5*(1 - sum(p^2, axis=1))")
                .stable(PROJECTION + """
                        own = one_hot(t, CLASSES)
                        rest = sum((1 - own)*p, axis=1, keepdims=true)
                        slope = sum(x*stop_gradient((1 - own)*p - own*rest), axis=1)
                        near = 0.5*(rest[:, 0]^2 + sum((1 - own)*p^2, axis=1))
                        with_gradient(relu(threshold[:, 0] - pick(x, t)) + near, slope)"""));
    }

    @Override
    public double[][] draw(MulticlassSparsemax loss, RandomGenerator random) {
        return new double[][]{ScoreRows.draw(random), {random.nextInt(4)}};
    }

    @Override
    public Stream<Point<MulticlassSparsemax>> hardPoints() {
        Stream<double[]> rows = Stream.of(new double[]{0.3}, new double[]{0.5, 0.25, -0.25},
                new double[]{0.5, 0.25, Math.nextUp(-0.25)}, new double[]{0.1, 0.2, 0.3, 0.15, 0.12, -0.7});
        return Stream.concat(worstPoints(),
                ScoreRows.withEachTarget(new MulticlassSparsemax(), Stream.concat(rows, ScoreRows.hard())));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<MulticlassSparsemax>> worstPoints() {
        return Stream.of(
                new Point<>(new MulticlassSparsemax(), new double[]{1.0, 1.0000000000000004E-17, 7.497390612426312E-18},
                        new double[]{0.0}), // gradient 4 ulp, loss 2.72 ulp
                new Point<>(new MulticlassSparsemax(), new double[]{0.1, 0.2, 0.3, 0.15, 0.12, -0.7},
                        new double[]{1.0})); // hessian 0.4 ulp
    }

    /**
     * A probability next to 0 is the difference of a score and the threshold, which cancels; two opposite terms stand for
     * that. The threshold is right to 2⁻¹⁰⁰.
     */
    private static final BigDecimal THRESHOLD_ERROR = BigDecimal.ONE.divide(BigDecimal.TWO.pow(48));

    /** Σ p_c (x_c − x_y) + (1 − Σ p_c²)/2, p the projection of x on the simplex, found by sorting. */
    private record ProjectionFormula() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] scores = relative(sample);
            BigDecimal threshold = threshold(scores, support(scores, math), math);
            BigDecimal loss = BigDecimal.ONE.divide(BigDecimal.TWO).subtract(scores[target(sample)]);
            for (BigDecimal score : scores) {
                BigDecimal p = score.subtract(threshold).max(BigDecimal.ZERO);
                loss = loss.add(p.multiply(score)).subtract(p.pow(2).divide(BigDecimal.TWO));
            }
            BigDecimal missed = BigDecimal.ONE
                    .subtract(scores[target(sample)].subtract(threshold).max(BigDecimal.ZERO));
            BigDecimal lost = missed.multiply(THRESHOLD_ERROR);
            return List.of(loss, lost, lost.negate());
        }

        /** Less the largest: adding a number to all scores changes nothing. */
        private static BigDecimal[] relative(Sample sample) {
            BigDecimal[] scores = sample.all("predictions");
            BigDecimal largest = Arrays.stream(scores).reduce(BigDecimal::max).orElseThrow();
            return Arrays.stream(scores).map(score -> score.subtract(largest)).toArray(BigDecimal[]::new);
        }

        /** The largest k with 1 + k·x_(k) > x_(1) + … + x_(k), x_(1) ≥ x_(2) ≥ … */
        private static int support(BigDecimal[] scores, Arithmetic math) {
            BigDecimal[] sorted = scores.clone();
            Arrays.sort(sorted, Comparator.reverseOrder());
            BigDecimal sum = BigDecimal.ZERO;
            int support = 0;
            for (int k = 1; k <= sorted.length; k++) {
                sum = sum.add(sorted[k - 1]);
                if (math.compare(rank(sorted, k), sum) > 0) {
                    support = k;
                }
            }
            return support;
        }

        private static BigDecimal rank(BigDecimal[] sorted, int k) {
            return BigDecimal.ONE.add(sorted[k - 1].multiply(BigDecimal.valueOf(k)));
        }

        private static BigDecimal threshold(BigDecimal[] scores, int support, Arithmetic math) {
            BigDecimal sum = Arrays.stream(scores).sorted(Comparator.reverseOrder()).limit(support)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            return math.divide(sum.subtract(BigDecimal.ONE), BigDecimal.valueOf(support));
        }

        /** Where a score is exactly at the threshold it is not of the support. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            BigDecimal[] scores = relative(sample);
            math.takeBranches();
            int support = support(scores, math);
            if (!math.takeBranches().contains(0)) {
                return Optional.empty();
            }
            BigDecimal p = scores[place.index()].subtract(threshold(scores, support, math)).max(BigDecimal.ZERO);
            if (order == 1) {
                return Optional.of(p.subtract(BigDecimal.valueOf(place.index() == target(sample) ? 1 : 0)));
            }
            BigDecimal curvature = math.divide(BigDecimal.valueOf(support - 1), BigDecimal.valueOf(support));
            return Optional.of(p.signum() > 0 ? curvature : BigDecimal.ZERO);
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }

        private static int target(Sample sample) {
            return sample.the("targets").intValueExact();
        }
    }

    // From the reference: exactly 0 when x_y exceeds all others by ≥ 1.
    @Test
    void answerWhenTargetIsOneAheadShouldBeZero() {
        EvaluationView evaluation = TaskBuilder.of(new MulticlassSparsemax()).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{1, 0, -5}, {1e300, 0, 0}}).input("targets", 0, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 0, 0, 0, 0);
        assertThat(evaluation.hessian()).containsExactly(0, 0, 0, 0, 0, 0);
    }

    // By the limits of the formula: -∞ has probability 0, a single ∞ has 1; of several there is no limit.
    @Test
    void answerWhenScoreIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new MulticlassSparsemax()).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{0, -INF}, {0, -INF}, {INF, 0}, {INF, 0}, {INF, INF}, {-INF, -INF}})
                .input("targets", 0, 1, 0, 1, 0, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0, INF, 0, INF, Double.NaN, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 1, -1, 0, 0, 1, -1, Double.NaN, Double.NaN, Double.NaN,
                Double.NaN);
    }

    // By hand: n equal scores share probability: loss (1 - 1/n)/2, gradient 1/n - [c=y], Hessian 1 - 1/n.
    @Test
    void answerWhenScoresAreEqualShouldBeThatOfEqualShares() {
        EvaluationView evaluation = TaskBuilder.of(new MulticlassSparsemax())
                .rows("predictions", new double[]{7, 7, 7, 7})
                .input("targets", 2).answer();
        assertThat(evaluation.loss()).containsExactly(0.375);
        assertThat(evaluation.gradient()).containsExactly(0.25, 0.25, -0.75, 0.25);
        assertThat(evaluation.hessian()).containsExactly(0.75, 0.75, 0.75, 0.75);
    }
}
