package dev.nabla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Input;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.boosting.Cox;
import dev.nabla.loss.classification.CrossEntropy;
import dev.nabla.loss.probabilistic.GaussianNll;
import dev.nabla.loss.regression.L1;
import dev.nabla.loss.regression.Mse;
import dev.nabla.loss.regression.Rmse;
import dev.nabla.oracle.Ulps;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A reduction is finite wherever its exact value is, although a sum or product on the way is not. */
class OverflowingSumsTests {

    /** Its value is the prediction, so that any numbers can be summed. */
    private record Identity() implements ElementwiseLoss {

        @Override
        public List<Input> inputs() {
            return List.of(Input.numbers("predictions", "values").differentiable());
        }

        @Override
        public double value(double[] inputs) {
            return inputs[0];
        }

        @Override
        public void gradient(double[] inputs, double[] gradient) {
            gradient[0] = 1;
        }
    }

    private static TaskBuilder l1(double... predictions) {
        return TaskBuilder.of(new L1()).input("predictions", predictions).input("targets",
                new double[predictions.length]);
    }

    // losses.md 1.4.10: l1 of 1.5e308 and 1.5e308
    @Test
    void meanWhenSumOverflowsShouldBeTheExactMean() {
        EvaluationView answer = l1(1.5e308, 1.5e308).answer();
        assertThat(answer.loss()).containsExactly(1.5e308);
        assertThat(answer.gradient()).containsExactly(0.5, 0.5);
    }

    // By hand: d = 1.5·2^511, d² = 1.125·2^1023, and their sum is beyond 2^1024.
    @Test
    void meanOfSquaresWhenSumOverflowsShouldBeTheExactMean() {
        assertThat(TaskBuilder.of(new Mse()).input("predictions", 1.5 * 0x1p511, -1.5 * 0x1p511)
                .input("targets", 0, 0).answer().loss()).containsExactly(1.125 * 0x1p1023);
    }

    // By hand: a + a − a = a.
    @Test
    void sumWhenPartOfItOverflowsShouldBeTheExactSum() {
        TaskBuilder task = l1(1.5e308, 1.5e308, 1.5e308).reduction(Reduction.SUM).sampleWeight(1, 1, -1);
        assertThat(task.answer().loss()).containsExactly(1.5e308);
        assertThat(task.sampleWeight(1, 1, 1).answer().loss()).containsExactly(Double.POSITIVE_INFINITY);
    }

    // By hand: (1 + 2 + 3)/3 whatever the weight is, and 1/3 each.
    @ParameterizedTest
    @ValueSource(doubles = {1e308, 1e-308, Double.MIN_VALUE, 1})
    void weightedMeanWhenWeightsAreExtremeShouldBeTheExactMean(double weight) {
        EvaluationView answer = l1(1, 2, 3).reduction(Reduction.WEIGHTED_MEAN).sampleWeight(weight, weight, weight)
                .answer();
        assertThat(answer.loss()).containsExactly(2);
        assertThat(answer.gradient()).containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0);
    }

    // By hand: 2^1000·2^1000·2^-1000 / 2 = 2^999.
    @Test
    void gradientWhenWeightAndUpstreamAreExtremeShouldBeTheExactProduct() {
        assertThat(TaskBuilder.of(new Mse()).input("predictions", 0x1p999, 0).input("targets", 0, 0)
                .sampleWeight(0x1p1000, 1).gradOutput(TaskBuilder.scalar(0x1p-1000)).answer().gradient())
                .containsExactly(0x1p999, 0);
    }

    // By hand: d = 3 and 4 of equal weights: L = √12.5, dL/dx = d/(2L).
    @ParameterizedTest
    @ValueSource(doubles = {0x1p1023, 0x1p-1074})
    void rmseWhenWeightsAreExtremeShouldBeThatOfOrdinaryWeights(double weight) {
        EvaluationView answer = TaskBuilder.of(new Rmse()).input("predictions", 3, 4).input("targets", 0, 0)
                .reduction(Reduction.WEIGHTED_MEAN).sampleWeight(weight, weight).answer();
        assertThat(answer.loss()).containsExactly(Math.sqrt(12.5));
        assertThat(answer.gradient()).containsExactly(3 / (2 * Math.sqrt(12.5)), 4 / (2 * Math.sqrt(12.5)));
    }

    // By hand: one event, whose risk set has two members of the same hazard: log 2, and ∓1/2.
    @Test
    void coxWhenWeightIsExtremeShouldBeThatOfAnOrdinaryWeight() {
        EvaluationView answer = TaskBuilder.of(new Cox()).input("predictions", 0, 0).input("targets", 1, 2)
                .input("events", 1, 0).reduction(Reduction.WEIGHTED_MEAN).sampleWeight(0x1p1023, 1)
                .gradOutput(TaskBuilder.scalar(0x1p1023)).answer();
        assertThat(answer.loss()).containsExactly(Math.log(2));
        assertThat(answer.gradient()).containsExactly(-0x1p1022, 0x1p1022);
    }

    // By hand: the only row has the weight 1 of the weights that are added up, whatever they are.
    @Test
    void classWeightsWhenTheirProductsOverflowShouldCancel() {
        EvaluationView answer = TaskBuilder.of(new CrossEntropy()).rows("predictions", new double[]{0, 0})
                .input("targets", 0).input("weight", 0x1p1000, 1).sampleWeight(0x1p1000)
                .reduction(Reduction.WEIGHTED_MEAN).answer();
        assertThat(answer.loss()).containsExactly(Math.log(2));
        assertThat(answer.gradient()).containsExactly(-0.5, 0.5);
    }

    // By hand: with d = 0, ∂/∂var = 1/(2 var) each, times weights whose sum is 1.
    @Test
    void gradientOfSharedInputWhenPartialSumOverflowsShouldBeTheExactSum() {
        assertThat(TaskBuilder.of(new GaussianNll()).rows("predictions", new double[]{0, 0, 0})
                .rows("targets", new double[]{0, 0, 0}).rows("var", new double[]{1}).reduction(Reduction.SUM)
                .sampleWeight(TaskBuilder.matrix(new double[]{0x1p1023, 0x1p1023, -0x1p1023}))
                .gradOutput(TaskBuilder.scalar(2)).answer().gradient("var")).containsExactly(0x1p1023);
    }

    @Test
    void meanWhenValueIsInfiniteShouldBeInfinite() {
        assertThat(l1(Double.POSITIVE_INFINITY, 1.5e308, 1.5e308).answer().loss())
                .containsExactly(Double.POSITIVE_INFINITY);
        assertThat(l1(1.5e308, 1.5e308, Double.NaN).answer().loss()).containsExactly(Double.NaN);
    }

    // By hand: 3e38 twice is beyond float32, and their mean is not.
    @Test
    void meanInFloat32WhenSumOverflowsItShouldBeTheMean() {
        assertThat(l1(3e38, 3e38).dtype(DType.FLOAT32).answer().loss()).containsExactly(3e38f);
        assertThat(l1(1e300, 1e300).answer().loss()).containsExactly(1e300);
    }

    /** Around a round of lanes, the shortest array worth vectors, and a block. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 15, 16, 17, 33, 64, 100, 2047, 2048, 2049, 5000})
    void meanOfHugeNumbersShouldBeTheExactMean(int count) {
        double[] values = huge(count, count);
        double mean = TaskBuilder.of(new Identity()).input("predictions", values).answer().loss()[0];
        assertThat(Ulps.distance(mean, exactSum(values).divide(BigDecimal.valueOf(count), MathContext.DECIMAL128)))
                .isLessThan(0.501);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEAN", "WEIGHTED_MEAN", "SAMPLE_MEAN"})
    void answerWhenSumsOverflowShouldBeTheSameOnAnyNumberOfThreads(Reduction reduction) {
        int count = 1 << 17;
        boolean[] mask = new boolean[count];
        IntStream.range(0, count).forEach(i -> mask[i] = i % 7 != 0 && i / 512 != 3);
        Task task = TaskBuilder.of(new Identity())
                .input("predictions", TaskBuilder.tensor(Shape.of(count / 512, 512), huge(count, 1)))
                .mask(new BooleanTensor(Shape.of(count / 512, 512), mask)).reduction(reduction)
                .sampleWeight(TaskBuilder.tensor(Shape.of(count / 512, 512), new Random(2).doubles(count, 1, 2)
                        .map(weight -> weight * (reduction == Reduction.WEIGHTED_MEAN ? 0x1p1022 : 0.5)).toArray()))
                .build();
        List<double[]> one = on(1, task);
        assertThat(one.getFirst()[0]).isFinite();
        for (int threads : new int[]{2, 3, 7}) {
            assertThat(on(threads, task)).containsExactlyElementsOf(one);
        }
    }

    private static List<double[]> on(int threads, Task task) {
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            EvaluationView answer = pool.submit(() -> new EvaluationView(Evaluator.evaluate(task))).join();
            return List.of(answer.loss(), answer.gradient());
        }
    }

    /** Numbers next to the largest, three quarters of them positive. */
    private static double[] huge(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToDouble(i -> Double.MAX_VALUE * random.nextDouble(0.5, 1) * (random.nextInt(4) == 0 ? -1 : 1))
                .toArray();
    }

    private static BigDecimal exactSum(double... values) {
        return Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
