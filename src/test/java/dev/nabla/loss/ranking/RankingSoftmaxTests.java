package dev.nabla.loss.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.oracle.Formula;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingSoftmaxTests extends ListwiseContract<RankingSoftmax> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<RankingSoftmax> variants() {
        return List.of(new RankingSoftmax());
    }

    @Override
    public Formula formula(RankingSoftmax loss) {
        SoftmaxFormula formula = (relevance, _) -> relevance;
        return formula;
    }

    // By hand: -2 log ½; T p - t = 2·½ - 2 and 2·½; T p (1 - p) = ½.
    @Test
    void answerWhenScoresAreEqualShouldBeHandComputed() {
        EvaluationView answer = list(new double[]{3, 3}, 2, 0).answer();
        assertThat(answer.loss()).containsExactly(2 * 0.6931471805599453);
        assertThat(answer.gradient()).containsExactly(-1, 1);
        assertThat(answer.hessian()).containsExactly(0.5, 0.5);
    }

    // From the reference: a list without relevance is 0; the domain is t ≥ 0.
    @Test
    void answerWhenRelevanceIsZeroShouldBeZero() {
        EvaluationView answer = list(new double[]{3, -1}, 0, 0).answer();
        assertThat(answer.loss()).containsExactly(0);
        assertThat(answer.gradient()).containsExactly(0, 0);
        assertThat(answer.hessian()).containsExactly(0, 0);
        assertThat(list(new double[]{3, -1}, 0, -1).fault().index()).containsExactly(0, 1);
    }

    // The conventions: 0·∞ is 0; a softmax without a largest score is NaN.
    @Test
    void answerWhenAScoreIsInfiniteShouldBeTheLimit() {
        assertThat(list(new double[]{-INF, 0}, 0, 1).answer().loss()).containsExactly(0);
        assertThat(list(new double[]{-INF, 0}, 2, 1).answer().loss()).containsExactly(INF);
        assertThat(list(new double[]{-INF, 0}, 2, 1).answer().gradient()).containsExactly(-2, 2);
        assertThat(list(new double[]{INF, 0}, 2, 1).answer().loss()).containsExactly(Double.NaN);
        assertThat(list(new double[]{-INF, -INF}, 2, 1).answer().gradient()).containsOnly(Double.NaN);
    }

    // By hand: T = 3.4e308 is beyond float64, and p T - t = 1.7e308 - 1.7e308.
    @Test
    void gradientWhenTheTotalRelevanceOverflowsShouldBeFinite() {
        assertThat(list(new double[]{1, 1}, 1.7e308, 1.7e308).answer().gradient()).containsExactly(0, 0);
        assertThat(list(new double[]{1, 1}, 1.5e308, 1e308).answer().gradient()).containsExactly(-2.5e307, 2.5e307);
    }
}
