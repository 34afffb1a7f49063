package dev.nabla.loss.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PairwiseHingeTests extends ListwiseContract<PairwiseHinge> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<PairwiseHinge> variants() {
        return List.of(new PairwiseHinge(), new PairwiseHinge(0, PairReduction.MEAN),
                new PairwiseHinge(0.3, PairReduction.SUM));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("margin", "1.0 in [0, inf)", "pair_reduction", "MEAN");
    }

    @Override
    public Stream<Point<PairwiseHinge>> hardPoints() {
        double[][] scores = {{1, 0, 2, -1}, {0.3, 0, 0.6, 0.1}, {1.7e308, -1.7e308, 1.7e308, 0},
                {1e300, 1, 1e300, 1.5}};
        Stream<Point<PairwiseHinge>> joints = variants().stream().flatMap(loss -> Stream.of(scores)
                .flatMap(x -> Stream.of(point(loss, x, new double[]{3, 2, 1, 0}),
                        point(loss, x, new double[]{0, 1, 2, 1}))));
        return Stream.concat(super.hardPoints(), joints);
    }

    @Override
    public Formula formula(PairwiseHinge loss) {
        return new Hinge(new BigDecimal(loss.margin()), loss.pairReduction());
    }

    /** The terms of active pairs; at a joint, where a step leads off the line, the slope that is active at equality. */
    private record Hinge(BigDecimal margin, PairReduction reduction) implements ListFormula {

        private PairFormula pairs() {
            return new PairFormula(reduction, (scores, i, j, math) -> math.max(BigDecimal.ZERO, slack(scores, i, j)));
        }

        private BigDecimal slack(BigDecimal[] scores, int i, int j) {
            return margin.subtract(scores[i].subtract(scores[j]));
        }

        @Override
        public List<BigDecimal> terms(BigDecimal[] scores, BigDecimal[] relevance, Arithmetic math) {
            return pairs().terms(scores, relevance, math);
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            BigDecimal[] scores = ListFormula.scores(sample);
            int own = Arrays.stream(ListFormula.members(sample)).boxed().toList().indexOf(place.index());
            int[] count = new int[2];
            boolean[] isJoint = new boolean[1];
            PairFormula.forEach(ListFormula.relevance(sample), (i, j) -> {
                int sign = slack(scores, i, j).signum();
                isJoint[0] |= sign == 0 && (i == own || j == own);
                count[0] += sign < 0 ? 0 : i == own ? -1 : j == own ? 1 : 0;
                count[1]++;
            });
            return isJoint[0]
                    ? Optional.of(order == 1
                            ? pairs().share(count[1], math).multiply(BigDecimal.valueOf(count[0]))
                            : BigDecimal.ZERO)
                    : Optional.empty();
        }
    }

    // By hand: scores 1 apart with margin 1 are active at equality and cost nothing.
    @Test
    void gradientWhenScoresAreAMarginApartShouldBeActive() {
        EvaluationView answer = list(new double[]{1, 0}, 1, 0).answer();
        assertThat(answer.loss()).containsExactly(0);
        assertThat(answer.gradient()).containsExactly(-1, 1);
        assertThat(answer.hessian()).containsExactly(0, 0);
        assertThat(list(new double[]{Math.nextUp(1.0), 0}, 1, 0).answer().gradient()).containsExactly(0, 0);
    }

    // From the reference: no pair is 0, whatever the scores are.
    @Test
    void answerWhenRelevanceIsEqualShouldBeZero() {
        EvaluationView answer = list(new double[]{1, -2, 7}, 2, 2, 2).answer();
        assertThat(answer.loss()).containsExactly(0);
        assertThat(answer.gradient()).containsExactly(0, 0, 0);
    }

    // By hand: 1 beside scores of 1e300, which a sum of scores would swallow.
    @Test
    void lossWhenScoresAreHugeShouldKeepTheMargin() {
        assertThat(list(new double[]{1e300, 1e300}, 1, 0).answer().loss()).containsExactly(1);
    }

    // The limits: infinitely above costs nothing, infinitely below everything.
    @Test
    void answerWhenAScoreIsInfiniteShouldBeTheLimit() {
        assertThat(list(new double[]{INF, 0}, 1, 0).answer().loss()).containsExactly(0);
        assertThat(list(new double[]{INF, 0}, 1, 0).answer().gradient()).containsExactly(0, 0);
        assertThat(list(new double[]{0, INF}, 1, 0).answer().loss()).containsExactly(INF);
        assertThat(list(new double[]{-INF, 0}, 1, 0).answer().loss()).containsExactly(INF);
        assertThat(list(new double[]{INF, INF}, 1, 0).answer().loss()).containsExactly(Double.NaN);
    }

    // The definition, pair by pair, of many items whose scores and relevance have many ties; sums of quarters are exact.
    @Test
    void answerOfALongListShouldBeThatOfItsPairs() {
        int count = 300;
        RandomGenerator random = random();
        double[] scores = random.ints(count, -20, 20).mapToDouble(quarters -> quarters / 4.0).toArray();
        double[] relevance = random.ints(count, 0, 5).asDoubleStream().toArray();
        double[] gradient = new double[count];
        double[] sum = new double[1];
        IntStream.range(0, count).forEach(i -> IntStream.range(0, count).filter(j -> relevance[i] > relevance[j])
                .filter(j -> scores[i] - scores[j] <= 0.75).forEach(j -> {
                    sum[0] += 0.75 - (scores[i] - scores[j]);
                    gradient[i]--;
                    gradient[j]++;
                }));
        EvaluationView answer = TaskBuilder.of(new PairwiseHinge(0.75, PairReduction.SUM))
                .input("predictions", scores).input("targets", relevance).answer();
        assertThat(answer.loss()).containsExactly(sum[0]);
        assertThat(answer.gradient()).containsExactly(gradient);
    }
}
