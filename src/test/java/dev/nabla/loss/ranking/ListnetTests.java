package dev.nabla.loss.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Point;
import dev.nabla.oracle.Formula;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListnetTests extends ListwiseContract<Listnet> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Listnet> variants() {
        return List.of(new Listnet());
    }

    @Override
    public Formula formula(Listnet loss) {
        SoftmaxFormula formula = (relevance, math) -> Arrays.stream(math.surprises(relevance))
                .map(surprise -> math.exp(surprise.negate())).toArray(BigDecimal[]::new);
        return formula;
    }

    /** With the worst that the search has found: a gradient of 1.25 ulp. */
    @Override
    public Stream<Point<Listnet>> hardPoints() {
        return Stream.concat(super.hardPoints(), Stream.of(point(new Listnet(),
                new double[]{2.81536436123843, -1.0569427110672585, 2.265829130435262, -4.964743663746233,
                        2.0555015257206843,
                        -10.074868756571819, 20.000000000000014, 1.2298181181217083},
                new double[]{-1e4, 1.0000000000000007, 3, 16, 0, -6, -1e150, 3})));
    }

    // By hand: even probabilities on both sides, so the entropy log 2 and gradient 0; p (1 - p) = ¼.
    @Test
    void answerWhenScoresAndRelevanceAreEqualShouldBeTheEntropy() {
        EvaluationView answer = list(new double[]{3, 3}, 5, 5).answer();
        assertThat(answer.loss()).containsExactly(0.6931471805599453);
        assertThat(answer.gradient()).containsExactly(0, 0);
        assertThat(answer.hessian()).containsExactly(0.25, 0.25);
    }

    // The conventions: probability 0 times an infinite logarithm is 0; no softmax without a largest number.
    @Test
    void answerWhenNumbersAreInfiniteShouldBeTheLimit() {
        assertThat(list(new double[]{-INF, 0}, -INF, 1).answer().loss()).containsExactly(0);
        assertThat(list(new double[]{-INF, 0}, 0, 0).answer().loss()).containsExactly(INF);
        assertThat(list(new double[]{-INF, 0}, 0, 0).answer().gradient()).containsExactly(-0.5, 0.5);
        assertThat(list(new double[]{1, 0}, INF, 0).answer().gradient()).containsOnly(Double.NaN);
        assertThat(list(new double[]{1, 0}, -INF, -INF).answer().loss()).containsExactly(Double.NaN);
    }
}
