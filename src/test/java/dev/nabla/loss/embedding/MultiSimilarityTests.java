package dev.nabla.loss.embedding;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MultiSimilarityTests extends LossContract<MultiSimilarity> {

    @Override
    public List<MultiSimilarity> variants() {
        return List.of(new MultiSimilarity(), new MultiSimilarity(3, 0.5, -0.25));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("alpha", "2.0 in (0, inf)", "beta", "50.0 in (0, inf)", "base", "0.5 in (-inf, inf)");
    }

    @Override
    public Formula formula(MultiSimilarity loss) {
        return new Hinges(new BigDecimal(loss.alpha()), new BigDecimal(loss.beta()), new BigDecimal(loss.base()));
    }

    /** log(1 + Σ e^(k (s − λ)))/|k| of positives, k = −α, and negatives, k = β. */
    private static final class Hinges extends SimilarityFormula {

        private final BigDecimal alpha;
        private final BigDecimal beta;
        private final BigDecimal base;

        Hinges(BigDecimal alpha, BigDecimal beta, BigDecimal base) {
            super(true, new Direction("predictions", "predictions"));
            this.alpha = alpha;
            this.beta = beta;
            this.base = base;
        }

        @Override
        BigDecimal factor() {
            return alpha.max(beta);
        }

        private BigDecimal logSum(int[] partners, BigDecimal[] similarities, BigDecimal steepness, Arithmetic math) {
            return math.logSumExp(Stream.concat(Stream.of(BigDecimal.ZERO), Arrays.stream(partners)
                    .mapToObj(j -> steepness.multiply(similarities[j].subtract(base)))).toArray(BigDecimal[]::new));
        }

        @Override
        List<BigDecimal> terms(int anchor, BigDecimal[] similarities, Sample sample, Arithmetic math) {
            return List.of(
                    math.divide(logSum(LabelPositives.positives(anchor, sample), similarities, alpha.negate(), math),
                            alpha),
                    math.divide(logSum(LabelPositives.negatives(anchor, sample), similarities, beta, math), beta));
        }

        @Override
        Slopes slopes(int anchor, BigDecimal[] similarities, BigDecimal[] sizes, Sample sample, Arithmetic math) {
            Slopes slopes = Slopes.zeros(sizes.length);
            write(slopes, LabelPositives.positives(anchor, sample), alpha.negate(), similarities, sizes, math);
            write(slopes, LabelPositives.negatives(anchor, sample), beta, similarities, sizes, math);
            return slopes;
        }

        private void write(Slopes slopes, int[] partners, BigDecimal steepness, BigDecimal[] similarities,
                BigDecimal[] sizes, Arithmetic math) {
            BigDecimal lse = logSum(partners, similarities, steepness, math);
            BigDecimal mean = BigDecimal.ZERO;
            for (int j : partners) {
                slopes.values()[j] = math.exp(steepness.multiply(similarities[j].subtract(base)).subtract(lse));
                slopes.effects()[j] = slopes.values()[j].multiply(sizes[j].add(base.abs()));
                mean = mean.add(slopes.effects()[j]);
            }
            for (int j : partners) {
                slopes.errors()[j] = slopes.effects()[j].add(slopes.values()[j].multiply(mean))
                        .multiply(steepness.abs());
            }
        }
    }

    @Override
    public boolean addsInOrder() {
        return true;
    }

    @Override
    public double[][] draw(MultiSimilarity loss, RandomGenerator random) {
        return LabeledBatches.draw(random);
    }

    @Override
    public Stream<Point<MultiSimilarity>> hardPoints() {
        return LabeledBatches.hardPoints(new MultiSimilarity());
    }

    private static EvaluationView answer(MultiSimilarity loss, double[][] vectors, double... labels) {
        return TaskBuilder.of(loss).rows("predictions", vectors).input("targets", labels).reduction(Reduction.NONE)
                .answer();
    }

    // From the reference: every anchor counts, with nothing to compare it with too.
    @Test
    void answerWhenBatchIsOfOneItemShouldBeZero() {
        EvaluationView evaluation = answer(new MultiSimilarity(), new double[][]{{1, 2}}, 0);
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient()).containsExactly(0, 0);
        assertThat(TaskBuilder.of(new MultiSimilarity()).rows("predictions", new double[]{1, 2}).input("targets", 0)
                .answer().loss()).containsExactly(0);
    }

    // By hand: no positive: log(1 + e^(1·(0 - 0)))/1 of orthogonal vectors; no negative: the same with alpha 2, half of it.
    @Test
    void answerWhenPositivesOrNegativesAreMissingShouldBeThatOfTheOthers() {
        MultiSimilarity loss = new MultiSimilarity(2, 1, 0);
        double[][] orthogonal = {{1, 0}, {0, 1}};
        assertThat(answer(loss, orthogonal, 0, 1).loss()).containsOnly(0.6931471805599453);
        EvaluationView positive = answer(loss, orthogonal, 3, 3);
        assertWithinTwoUlps(positive.loss(), 0.34657359027997264, 0.34657359027997264);
        assertWithinTwoUlps(positive.gradient(), 0, -1, -1, 0);
    }

    // From the reference: zero vectors have cosine 0 and gradient 0.
    @Test
    void answerWhenVectorsAreZeroShouldBeThatOfCosineZero() {
        EvaluationView evaluation = answer(new MultiSimilarity(2, 1, 0), new double[][]{{0, 0}, {0, 0}}, 0, 1);
        assertThat(evaluation.loss()).containsOnly(0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 0, 0);
    }
}
