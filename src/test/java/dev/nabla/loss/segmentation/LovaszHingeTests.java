package dev.nabla.loss.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Sample;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LovaszHingeTests extends LossContract<LovaszHinge> {

    private static final Map<String, Integer> AXES = Map.of("N", LovaszFormula.IMAGES);

    @Override
    public List<LovaszHinge> variants() {
        return List.of(new LovaszHinge(), new LovaszHinge(false));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("per_image", "true");
    }

    @Override
    public Map<String, Integer> axes(LovaszHinge loss) {
        return AXES;
    }

    @Override
    public boolean countsMaskedValues() {
        return true;
    }

    @Override
    public LovaszFormula formula(LovaszHinge loss) {
        return new LovaszFormula() {

            @Override
            List<List<Pixel>> classes(Sample sample, Arithmetic math) {
                return List.of(IntStream.range(0, sample.all("predictions").length)
                        .filter(pixel -> isOwn(sample, pixel, loss.perImage())).mapToObj(pixel -> pixel(sample, pixel))
                        .toList());
            }

            private static Pixel pixel(Sample sample, int place) {
                boolean isPositive = sample.all("targets")[place].signum() > 0;
                BigDecimal sign = isPositive ? BigDecimal.ONE : BigDecimal.ONE.negate();
                BigDecimal error = BigDecimal.ONE.subtract(sample.all("predictions")[place].multiply(sign));
                return new Pixel(place, error, isPositive, sign.negate());
            }
        };
    }

    @Override
    public double[][] draw(LovaszHinge loss, RandomGenerator random) {
        return new double[][]{random.doubles(12, -2, 2).toArray(), {1, 0, 1, 0, 0, 1, 0, 0, 1, 1, 0, 1}};
    }

    @Override
    public Stream<Point<LovaszHinge>> hardPoints() {
        double[][] logits = {{1, -1, 1, -1, 1, 1, 0.5, 0.5}, {1e300, -1e300, 1e-300, 0, 1e16, -1e16, 3, 2},
                {1 - 1e-16, 1, -1 - 2e-16, -1, 0.3, 0.30000000000000004, -0.3, 0.1},
                {1e-17, 0, -1e-17, 2e-17, 5, 6, 7, 8},
                {0.5, 0.25, -0.5, -0.25, 0.5, -0.5, 0.25, -0.25}};
        double[][] targets = {{1, 0, 1, 0, 0, 1, 1, 0}, {0, 0, 0, 0, 1, 1, 1, 1}, {0, 1, 0, 1, 0, 0, 0, 1}};
        return variants().stream().flatMap(loss -> Stream.of(logits).flatMap(
                x -> Stream.of(targets).map(t -> new Point<>(loss, AXES, x, t))));
    }

    private static TaskBuilder task(double[] logits, double... targets) {
        return TaskBuilder.of(new LovaszHinge()).rows("predictions", logits).rows("targets", targets)
                .reduction(Reduction.NONE);
    }

    // By hand: errors 2 (false), 1.5 (true), 0.5 (true), of two true pixels. The Jaccard loss grows from 0 to 1/3, 2/3 and 1.
    @Test
    void answerShouldBeHandComputed() {
        EvaluationView evaluation = task(new double[]{0.5, 1, -0.5}, 1, 0, 1).answer();
        assertThat(evaluation.loss()).containsExactly(4 / 3.0);
        assertThat(evaluation.gradient()).containsExactly(-1 / 3.0, 1 / 3.0, -1 / 3.0);
    }

    // From the reference: equal errors by position, so that a false pixel before a true one weighs 1/2 and after it 0.
    @Test
    void gradientWhenErrorsAreEqualShouldGoByPosition() {
        assertThat(task(new double[]{0.5, -0.5}, 0, 1).answer().gradient()).containsExactly(0.5, -0.5);
        assertThat(task(new double[]{-0.5, 0.5}, 1, 0).answer().gradient()).containsExactly(-1, 0);
    }

    // From the reference: inactive at 0.
    @Test
    void gradientWhenErrorIsZeroShouldBeZero() {
        EvaluationView evaluation = task(new double[]{1, -1, 0.75}, 1, 0, 1).answer();
        assertThat(evaluation.loss()).containsExactly(0.125);
        assertThat(evaluation.gradient()).containsExactly(0, 0, -0.5);
    }

    // From the reference: without true pixels the largest error alone counts.
    @Test
    void answerWhenThereAreNoTruePixelsShouldBeTheLargestError() {
        EvaluationView evaluation = task(new double[]{0.5, 1.5, -3}, 0, 0, 0).answer();
        assertThat(evaluation.loss()).containsExactly(2.5);
        assertThat(evaluation.gradient()).containsExactly(0, 1, 0);
    }

    // From the reference: masked pixels are removed; an image without pixels has loss 0 and is counted.
    @Test
    void answerWhenImagesAreMaskedShouldBeZeroAndCount() {
        TaskBuilder task = TaskBuilder.of(new LovaszHinge())
                .rows("predictions", new double[][]{{0.5, Double.NaN}, {Double.NaN, 7}})
                .rows("targets", new double[][]{{0, 1}, {1, 0}})
                .mask(new BooleanTensor(Shape.of(2, 2), new boolean[]{true, false, false, false}));
        assertThat(task.reduction(Reduction.NONE).answer().loss()).containsExactly(1.5, 0);
        assertThat(task.reduction(Reduction.MEAN).answer().loss()).containsExactly(0.75);
        assertThat(task.answer().gradient()).containsExactly(0.5, 0, 0, 0);
    }

    /** Against the definition in float64, over more pixels than are treated one after the other. */
    @Test
    void answerOfManyPixelsShouldBeThatOfTheDefinition() {
        SplittableRandom random = new SplittableRandom(7);
        double[] logits = random.doubles(100_000, -2, 2).toArray();
        double[] targets = random.ints(logits.length, 0, 2).asDoubleStream().toArray();
        double[] signs = Arrays.stream(targets).map(target -> 2 * target - 1).toArray();
        int[] order = IntStream.range(0, logits.length).filter(i -> logits[i] * signs[i] < 1).boxed()
                .sorted(Comparator.comparingDouble(i -> logits[i] * signs[i])).mapToInt(i -> i).toArray();
        double all = Arrays.stream(targets).sum();
        double loss = 0;
        double[] gradient = new double[logits.length];
        double jaccard = 0;
        double found = 0;
        for (int k = 0; k < order.length; k++) {
            int pixel = order[k];
            found += targets[pixel];
            double next = 1 - (all - found) / (all + k + 1 - found);
            loss += (next - jaccard) * (1 - logits[pixel] * signs[pixel]);
            gradient[pixel] = -signs[pixel] * (next - jaccard);
            jaccard = next;
        }
        EvaluationView evaluation = task(logits, targets).answer();
        assertThat(evaluation.loss()[0]).isCloseTo(loss, within(1e-11));
        assertThat(evaluation.gradient()).containsExactly(gradient, within(1e-15));
    }

    @Test
    void answerWhenImagesHaveNoPixelsShouldBeZero() {
        TaskBuilder task = TaskBuilder.of(new LovaszHinge())
                .input("predictions", TaskBuilder.tensor(Shape.of(2, 0)))
                .input("targets", TaskBuilder.tensor(Shape.of(2, 0)));
        assertThat(task.answer().loss()).containsExactly(0);
        assertThat(TaskBuilder.of(new LovaszHinge(false)).input("predictions").input("targets").answer().loss())
                .containsExactly(0);
        assertThat(TaskBuilder.of(new LovaszHinge()).input("predictions").input("targets").answer().loss())
                .containsExactly(Double.NaN);
    }

    // By the conventions: NaN makes its image NaN. An infinite error of weight 0 contributes 0, and has a finite gradient else.
    @Test
    void answerWhenLogitsAreNotFiniteShouldFollowTheFormula() {
        double infinity = Double.POSITIVE_INFINITY;
        EvaluationView evaluation = TaskBuilder.of(new LovaszHinge()).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{Double.NaN, 0}, {-infinity, infinity}, {-infinity, -infinity}})
                .rows("targets", new double[][]{{1, 0}, {1, 0}, {1, 0}}).answer();
        assertThat(evaluation.loss()).containsExactly(Double.NaN, infinity, infinity);
        assertThat(evaluation.gradient()).containsExactly(Double.NaN, Double.NaN, -1, 0, -1, 0);
    }

    // Every second of many pixels is true, and all have the error 1.5: the weights add up to the Jaccard loss 1.
    @Test
    void lossWhenAllErrorsAreEqualShouldBeThatError() {
        int count = 100_000;
        double[] targets = IntStream.range(0, count).mapToDouble(i -> i % 2).toArray();
        double[] logits = Arrays.stream(targets).map(target -> target > 0 ? -0.5 : 0.5).toArray();
        EvaluationView evaluation = task(logits, targets).answer();
        assertThat(evaluation.loss()).containsExactly(1.5);
    }
}
