package dev.nabla.loss.embedding;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NtXentTests extends LossContract<NtXent> {

    @Override
    public List<NtXent> variants() {
        return List.of(new NtXent(), new NtXent(0.07));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("temperature", "0.5 in (0, inf)");
    }

    @Override
    public Formula formula(NtXent loss) {
        return new Views(loss.temperature());
    }

    /** The other view of the item is the positive; both are masked if one is. */
    private static final class Views extends SoftmaxFormula {

        Views(double temperature) {
            super(temperature, true, new Pairs(), new Direction("predictions", "predictions"));
        }

        @Override
        public boolean isIgnored(Sample sample) {
            return !Pairs.isIncluded(sample.the("value").intValueExact(), sample);
        }

        @Override
        public BigDecimal divisor(Sample sample) {
            return isIgnored(sample) ? BigDecimal.ZERO : BigDecimal.ONE;
        }
    }

    private static final class Pairs implements SoftmaxFormula.Positives {

        private static int pair(int view, Sample sample) {
            int views = sample.all("predictions").length / SimilarityFormula.FEATURES;
            return (view + views / 2) % views;
        }

        static boolean isIncluded(int view, Sample sample) {
            return sample.all("mask")[view].signum() > 0 && sample.all("mask")[pair(view, sample)].signum() > 0;
        }

        @Override
        public int[] of(int anchor, Sample sample) {
            return new int[]{pair(anchor, sample)};
        }

        @Override
        public boolean isPartner(int anchor, int partner, Sample sample) {
            return partner != anchor && isIncluded(partner, sample);
        }
    }

    @Override
    public boolean addsInOrder() {
        return true;
    }

    @Override
    public Map<String, Integer> axes(NtXent loss) {
        return VectorBatches.AXES;
    }

    @Override
    public double[][] draw(NtXent loss, RandomGenerator random) {
        return new double[][]{VectorBatches.draw(6, random)};
    }

    @Override
    public Stream<Point<NtXent>> hardPoints() {
        return VectorBatches.hard().map(batch -> new Point<>(new NtXent(), VectorBatches.AXES,
                Stream.of(batch, VectorBatches.draw(1, random())).flatMapToDouble(Arrays::stream).toArray()));
    }

    private static TaskBuilder task(NtXent loss, double[]... views) {
        return TaskBuilder.of(loss).rows("predictions", views).reduction(Reduction.NONE);
    }

    // From the reference: the number of rows is even.
    @Test
    void predictionsWhenNumberOfRowsIsOddShouldBeRejected() {
        assertThat(task(new NtXent(), new double[]{1}, new double[]{2}, new double[]{3}).fault().detail())
                .contains("two views", "3 rows");
    }

    // By hand: the other view is the only one there is.
    @Test
    void answerWhenBatchIsOfOneItemShouldBeZero() {
        EvaluationView evaluation = task(new NtXent(), new double[]{1, 2}, new double[]{3, -1}).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 0, 0);
    }

    // By hand: identical vectors, and zero ones, are equally similar to the three others: log 3.
    @Test
    void answerWhenVectorsAreIdenticalOrZeroShouldBeThatOfAnEvenChance() {
        for (double[] view : new double[][]{{3, 4}, {0, 0}}) {
            EvaluationView evaluation = task(new NtXent(), view, view, view, view).answer();
            assertWithinTwoUlps(evaluation.loss(), 1.0986122886681098, 1.0986122886681098, 1.0986122886681098,
                    1.0986122886681098);
            assertThat(evaluation.gradient()).usingComparatorWithPrecision(1e-15).containsOnly(0);
        }
    }

    // From the reference: masking a view removes its pair too, and a single item is left.
    @Test
    void answerWhenViewIsMaskedShouldRemoveTheItem() {
        EvaluationView evaluation = task(new NtXent(), new double[]{1, 2}, new double[]{Double.NaN, 0},
                new double[]{2, 1}, new double[]{0, 1}).mask(true, false, true, true).reduction(Reduction.MEAN)
                .answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0);
    }
}
