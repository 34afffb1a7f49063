package dev.nabla.loss.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.oracle.Formula;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairwiseLogisticTests extends ListwiseContract<PairwiseLogistic> {

    private static final double INF = Double.POSITIVE_INFINITY;
    /** The loss of a pair of equal scores. */
    private static final double LOG_2 = 0.6931471805599453;

    @Override
    public List<PairwiseLogistic> variants() {
        return List.of(new PairwiseLogistic(), new PairwiseLogistic(PairReduction.SUM));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("pair_reduction", "MEAN");
    }

    @Override
    public Formula formula(PairwiseLogistic loss) {
        return new PairFormula(loss.pairReduction(),
                (scores, i, j, math) -> math.softplus(scores[j].subtract(scores[i])));
    }

    // By hand: the pairs (0,1), (0,2) of equal scores: log 2 each; pulls of 1/2, over two pairs 1/4.
    @Test
    void answerWhenScoresAreEqualShouldBeLogTwo() {
        EvaluationView answer = list(new double[]{5, 5, 5}, 1, 0, 0).answer();
        assertThat(answer.loss()).containsExactly(LOG_2);
        assertThat(answer.gradient()).containsExactly(-0.5, 0.25, 0.25);
        assertThat(answer.hessian()).containsExactly(0.25, 0.125, 0.125);
    }

    // From the reference: no pair is 0.
    @Test
    void answerWhenRelevanceIsEqualShouldBeZero() {
        EvaluationView answer = list(new double[]{1, -2, 1e300}, 2, 2, 2).answer();
        assertThat(answer.loss()).containsExactly(0);
        assertThat(answer.gradient()).containsExactly(0, 0, 0);
        assertThat(answer.hessian()).containsExactly(0, 0, 0);
        assertThat(list(new double[]{1, 2}, -0.0, 0).answer().loss()).containsExactly(0);
    }

    // The limit: an item infinitely above costs nothing if more relevant, everything if less.
    @Test
    void answerWhenAScoreIsInfiniteShouldBeTheLimit() {
        EvaluationView right = list(new double[]{INF, 0}, 1, 0).answer();
        assertThat(right.loss()).containsExactly(0);
        assertThat(right.gradient()).containsExactly(0, 0);
        EvaluationView wrong = list(new double[]{0, INF}, 1, 0).answer();
        assertThat(wrong.loss()).containsExactly(INF);
        assertThat(wrong.gradient()).containsExactly(-1, 1);
        assertThat(list(new double[]{INF, INF}, 1, 0).answer().loss()).containsExactly(Double.NaN);
    }

    // By hand: three pairs of 1.5e308 each, whose sum overflows
    @Test
    void meanOverPairsWhenTheirSumOverflowsShouldBeFinite() {
        EvaluationView answer = list(new double[]{0, 1.5e308, 1.5e308, 1.5e308}, 1, 0, 0, 0).answer();
        assertThat(answer.loss()).containsExactly(1.5e308);
        assertThat(answer.gradient()).containsExactly(-1, 1 / 3.0, 1 / 3.0, 1 / 3.0);
    }

    @Test
    void relevanceMayBeAnyNumber() {
        assertThat(list(new double[]{0, 0}, -INF, 10).answer().gradient())
                .containsExactly(0.5, -0.5);
    }
}
