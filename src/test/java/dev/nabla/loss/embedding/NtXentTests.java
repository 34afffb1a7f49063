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
        return Stream.concat(worstPoints(),
                VectorBatches.hard().map(batch -> new Point<>(new NtXent(), VectorBatches.AXES,
                        Stream.of(batch, VectorBatches.draw(1, random())).flatMapToDouble(Arrays::stream).toArray())));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<NtXent>> worstPoints() {
        return Stream.of(
                new double[]{1.8769095741589537, 0.704628474044839, 0.37763818840587693, 1.702013424777892,
                        1.370334350480456,
                        0.7268091862944903, 1.532260668636122, -2e-300, -0.7618707208632229, -1e150, 0.3332394398709442,
                        0.30481011200536257, -1.3041451022571944, -1e4, -0.15492513007360742, 1.76060686641606,
                        -0.565963896751569, 5e-9}, // gradient 1.31 ulp
                new double[]{1.9971921105528714, 1.7723355638558353, -1.8770469678345263, -1.0907622325870139,
                        -1.5463834819379056,
                        -1.4949498504037808, -0.09799575689677198, 2.8871838256413196, -0.7427415069757992,
                        -0.6815039043759987, -0.2688198856534716, 0.4663687058649879, -0.48683602182343266,
                        -1.556198654129513, 1.129224105808396, -0.9677863642610367, 1.14736251078346,
                        -1.7486840041214995}) // loss 1.47 ulp
                .map(predictions -> new Point<>(new NtXent(0.07), VectorBatches.AXES, predictions));
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
