package dev.nabla.loss.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SupervisedContrastiveTests extends LossContract<SupervisedContrastive> {

    @Override
    public List<SupervisedContrastive> variants() {
        return List.of(new SupervisedContrastive(), new SupervisedContrastive(1));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("temperature", "0.1 in (0, inf)");
    }

    @Override
    public Formula formula(SupervisedContrastive loss) {
        return new SoftmaxFormula(loss.temperature(), true, new LabelPositives(),
                new SimilarityFormula.Direction("predictions", "predictions")) {

            @Override
            public boolean isIgnored(Sample sample) {
                return LabelPositives.positives(sample.the("value").intValueExact(), sample).length == 0;
            }
        };
    }

    @Override
    public boolean addsInOrder() {
        return true;
    }

    @Override
    public double[][] draw(SupervisedContrastive loss, RandomGenerator random) {
        return LabeledBatches.draw(random);
    }

    @Override
    public Stream<Point<SupervisedContrastive>> hardPoints() {
        return LabeledBatches.hardPoints(new SupervisedContrastive());
    }

    private static EvaluationView answer(double[][] vectors, double... labels) {
        return TaskBuilder.of(new SupervisedContrastive()).rows("predictions", vectors).input("targets", labels)
                .reduction(Reduction.NONE).answer();
    }

    // By hand: of two items with one label each is certain of the other.
    @Test
    void answerWhenTheOnlyOtherItemIsPositiveShouldBeZero() {
        EvaluationView evaluation = answer(new double[][]{{1, 2}, {-3, 1}}, 5, 5);
        assertThat(evaluation.loss()).containsExactly(0, 0);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 0, 0);
    }

    // From the reference: anchors without positives do not count; without any that does, the mean is NaN and the gradient 0.
    @Test
    void answerWhenNoItemHasAPositiveShouldBeNothing() {
        EvaluationView evaluation = answer(new double[][]{{1, 2}, {-3, 1}}, 0, 1);
        assertThat(evaluation.loss()).containsExactly(0, 0);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 0, 0);
        TaskBuilder mean = TaskBuilder.of(new SupervisedContrastive()).rows("predictions", new double[]{1, 2})
                .input("targets", 0);
        assertThat(mean.answer().loss()).containsExactly(Double.NaN);
        assertThat(mean.answer().gradient()).containsExactly(0, 0);
    }

    // By hand: identical vectors, and zero ones, are equally similar to both others: log 2.
    @Test
    void answerWhenVectorsAreIdenticalOrZeroShouldBeThatOfAnEvenChance() {
        for (double[] vector : new double[][]{{3, 4}, {0, 0}}) {
            EvaluationView evaluation = answer(new double[][]{vector, vector, vector}, 1, 2, 1);
            assertThat(evaluation.loss()).containsExactly(0.6931471805599453, 0, 0.6931471805599453);
            assertThat(evaluation.gradient()).usingComparatorWithPrecision(1e-15).containsOnly(0);
        }
    }

    // From the reference: a masked item is no partner, so that the positive of the first is certain.
    @Test
    void answerWhenNegativeIsMaskedShouldBeZero() {
        EvaluationView evaluation = TaskBuilder.of(new SupervisedContrastive())
                .rows("predictions", new double[]{1, 2}, new double[]{Double.NaN, 1}, new double[]{2, 1})
                .input("targets", 4, 3, 4).mask(true, false, true).answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 0, 0, 0, 0);
    }
}
