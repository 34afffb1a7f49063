package dev.nabla.loss.ranking;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Point;
import dev.nabla.oracle.Formula;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListmleTests extends ListwiseContract<Listmle> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Listmle> variants() {
        return List.of(new Listmle());
    }

    @Override
    public Formula formula(Listmle loss) {
        ListFormula formula = (scores, relevance, math) -> {
            BigDecimal[] drawn = IntStream.range(0, scores.length).boxed()
                    .sorted(Comparator.<Integer, BigDecimal>comparing(i -> relevance[i]).reversed())
                    .map(i -> scores[i]).toArray(BigDecimal[]::new);
            return IntStream.range(0, drawn.length).mapToObj(
                    k -> math.logSumExp(Arrays.copyOfRange(drawn, k, drawn.length)).subtract(drawn[k])).toList();
        };
        return formula;
    }

    /** Exponentials and their sums that are subnormal; the worst that the search has found. */
    @Override
    public Stream<Point<Listmle>> hardPoints() {
        Stream<Point<Listmle>> subnormal = Stream.of(
                new double[][]{{744, 0, -745, 743}, {-40, -710, 3.444108882277202, 2.4999999375}},
                new double[][]{{744, -0.00960490294974825, -710, -1e-300}, {-1e4, 0.5, 3.1557503125346456, 2.5}},
                new double[][]{{745, 0, 0.25, 0.5, 0, 0, 0.125, 0}, {0, 1, 2, 3, 4, 5, 6, 7}},
                new double[][]{{0, -745, -1490, -2235, -2980, -3725}, {6, 5, 4, 3, 2, 1}},
                new double[][]{{-745, 0, 0, 0, 0, 0, 0, 0}, {0, 1, 2, 3, 4, 5, 6, 7}})
                .map(point -> point(new Listmle(), point[0], point[1]));
        return Stream.concat(super.hardPoints(), subnormal);
    }

    // By hand: three equal scores: log 3 + log 2 + 0; the k-th drawn: 1/3 - 1, 1/3 + 1/2 - 1, 1/3 + 1/2.
    @Test
    void answerWhenScoresAreEqualShouldBeThatOfThePermutations() {
        EvaluationView answer = list(new double[]{2, 2, 2}, 1, 3, 2).answer();
        assertWithinTwoUlps(answer.loss(), 1.791759469228055);
        assertWithinTwoUlps(answer.gradient(), 1 / 3.0 + 0.5, 1 / 3.0 - 1, 1 / 3.0 - 0.5);
        assertWithinTwoUlps(answer.hessian(), 2 / 9.0 + 0.25, 2 / 9.0, 2 / 9.0 + 0.25);
    }

    // From the reference: of equal relevance the lower index comes first.
    @Test
    void orderWhenRelevanceIsEqualShouldBeThatOfTheIndices() {
        double[] scores = {0.5, -1, 2};
        EvaluationView tied = list(scores, 4, -0.0, 0).answer();
        EvaluationView strict = list(scores, 4, 3, 2).answer();
        assertThat(tied.loss()).containsExactly(strict.loss());
        assertThat(tied.gradient()).containsExactly(strict.gradient());
    }

    // The limit: -∞ drawn first costs ∞ and pulls with 1; drawn last it is alone.
    @Test
    void answerWhenAScoreIsInfiniteShouldBeTheLimit() {
        EvaluationView first = list(new double[]{-INF, 0}, 1, 0).answer();
        assertThat(first.loss()).containsExactly(INF);
        assertThat(first.gradient()).containsExactly(-1, 1);
        assertThat(list(new double[]{-INF, 0}, 0, 1).answer().loss()).containsExactly(Double.NaN);
        assertThat(list(new double[]{INF, 0}, 0, 1).answer().loss()).containsExactly(Double.NaN);
    }
}
