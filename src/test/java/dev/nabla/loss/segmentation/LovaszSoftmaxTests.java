package dev.nabla.loss.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.segmentation.LovaszSoftmax.Classes;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Sample;
import dev.nabla.request.Fault;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LovaszSoftmaxTests extends LossContract<LovaszSoftmax> {

    private static final int CHANNELS = 3;
    private static final Map<String, Integer> AXES = Map.of("N", LovaszFormula.IMAGES, "C", CHANNELS);

    @Override
    public List<LovaszSoftmax> variants() {
        return List.of(new LovaszSoftmax(), new LovaszSoftmax(Classes.ALL, false, null),
                new LovaszSoftmax(Classes.PRESENT, true, null), new LovaszSoftmax(Classes.ALL, true, 2L));
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("classes", "PRESENT");
        options.put("per_image", "false");
        options.put("ignore_index", "null in (-inf, inf)");
        return options;
    }

    @Override
    public Map<String, Integer> axes(LovaszSoftmax loss) {
        return AXES;
    }

    @Override
    public boolean countsMaskedValues() {
        return true;
    }

    @Override
    public LovaszFormula formula(LovaszSoftmax loss) {
        return new LovaszFormula() {

            @Override
            List<List<Pixel>> classes(Sample sample, Arithmetic math) {
                int[] pixels = IntStream.range(0, sample.all("targets").length)
                        .filter(pixel -> isOwn(sample, pixel, loss.perImage()) && !isIgnored(sample, pixel)).toArray();
                return IntStream.range(0, CHANNELS)
                        .filter(c -> loss.classes() == Classes.ALL
                                || Arrays.stream(pixels).anyMatch(pixel -> isOf(c, sample, pixel)))
                        .mapToObj(c -> Arrays.stream(pixels).mapToObj(pixel -> pixel(sample, pixel, c, math)).toList())
                        .toList();
            }

            private static boolean isOf(int channel, Sample sample, int pixel) {
                return sample.all("targets")[pixel].intValueExact() == channel;
            }

            private boolean isIgnored(Sample sample, int pixel) {
                Long ignored = loss.ignoreIndex();
                return ignored != null && sample.all("targets")[pixel].longValueExact() == ignored;
            }

            private static Pixel pixel(Sample sample, int place, int channel, Arithmetic math) {
                int perImage = sample.all("targets").length / IMAGES;
                int position = (place / perImage * CHANNELS + channel) * perImage + place % perImage;
                boolean isPositive = isOf(channel, sample, place);
                BigDecimal difference = sample.all("predictions")[position]
                        .subtract(isPositive ? BigDecimal.ONE : BigDecimal.ZERO);
                return new Pixel(position, math.abs(difference), isPositive, BigDecimal.valueOf(difference.signum()));
            }
        };
    }

    @Override
    public double[][] draw(LovaszSoftmax loss, RandomGenerator random) {
        return new double[][]{random.doubles(24, 0, 1).toArray(), {0, 1, 1, 0, 1, 0, 2, 1}};
    }

    @Override
    public Stream<Point<LovaszSoftmax>> hardPoints() {
        double[][] probabilities = {{0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0, 0},
                {1, 1e-300, 1e-20, 1, 0, 1 - 1e-16, 1e-17, 0, 1, 1e-16, 1e-200, 1e-30},
                {1e300, -1e300, 0.3, -0.1, 0.7, 1.5, 2, -1, 1e-9, 0.2, 0.4, 0.6},
                {0.1, 0.9, 0.2, 0.8, 0.3, 0.7, 0.7999999999999999, 0.30000000000000004, 0.15, 0.05, 0.6, 0.4}};
        double[][] targets = {{0, 1, 1, 0}, {2, 2, 2, 2}, {0, 1, 2, 1}};
        return variants().stream().flatMap(loss -> Stream.of(probabilities).flatMap(
                p -> Stream.of(targets).map(t -> new Point<>(loss, AXES, p, t))));
    }

    private static TaskBuilder task(LovaszSoftmax loss, double[] probabilities, double... targets) {
        int classes = probabilities.length / targets.length;
        return TaskBuilder.of(loss)
                .input("predictions", TaskBuilder.tensor(Shape.of(1, classes, targets.length), probabilities))
                .rows("targets", targets).reduction(Reduction.NONE);
    }

    // By hand: class 0 has the errors 1/2 (false) and 1/4 (true): 1/2·1/2 + 1/2·1/4 = 3/8. Class 1 has 3/4 (true) and 1/8 (false),
    // of which the first makes all of the Jaccard loss.
    @Test
    void answerShouldBeHandComputed() {
        EvaluationView evaluation = task(new LovaszSoftmax(), new double[]{0.75, 0.5, 0.125, 0.25}, 0, 1).answer();
        assertThat(evaluation.loss()).containsExactly((0.375 + 0.75) / 2);
        assertThat(evaluation.gradient()).containsExactly(-0.25, 0.25, 0, -0.5);
    }

    // By hand: class 1 is nowhere; among all it has its largest error.
    @Test
    void answerWhenClassIsAbsentShouldBeItsLargestErrorIfItCounts() {
        double[] probabilities = {0.75, 0.5, 0.25, 0.375};
        EvaluationView present = task(new LovaszSoftmax(), probabilities, 0, 0).answer();
        assertThat(present.loss()).containsExactly(0.375);
        assertThat(present.gradient()).containsExactly(-0.5, -0.5, 0, 0);
        EvaluationView all = task(new LovaszSoftmax(Classes.ALL, false, null), probabilities, 0, 0).answer();
        assertThat(all.loss()).containsExactly(0.375);
        assertThat(all.gradient()).containsExactly(-0.25, -0.25, 0, 0.5);
    }

    // From the reference: no pixel left is 0, gradient 0.
    @Test
    void answerWhenEveryPixelIsIgnoredShouldBeZero() {
        TaskBuilder task = task(new LovaszSoftmax(Classes.ALL, false, 255L), new double[]{0.75, 0.5, 0.25, Double.NaN},
                255,
                255);
        assertThat(task.answer().loss()).containsExactly(0);
        assertThat(task.reduction(Reduction.MEAN).answer().loss()).containsExactly(0);
        assertThat(task.answer().gradient()).containsOnly(0);
        EvaluationView none = TaskBuilder.of(new LovaszSoftmax())
                .input("predictions", TaskBuilder.tensor(Shape.of(2, 3, 0)))
                .input("targets", TaskBuilder.tensor(Shape.of(2, 0))).answer();
        assertThat(none.loss()).containsExactly(0);
    }

    // By hand: without the second pixel class 0 has the error 1/4 alone, and class 1 is absent.
    @Test
    void answerWhenPixelIsIgnoredShouldBeThatOfTheRest() {
        EvaluationView evaluation = task(new LovaszSoftmax(Classes.PRESENT, false, 1L),
                new double[]{0.75, 0.5, 0.125, 0.25}, 0, 1).answer();
        assertThat(evaluation.loss()).containsExactly(0.25);
        assertThat(evaluation.gradient()).containsExactly(-1, 0, 0, 0);
    }

    // By the conventions: at p = [y = c] the error is 0 and so is its derivative.
    @Test
    void answerWhenProbabilitiesAreRightShouldBeZero() {
        EvaluationView evaluation = task(new LovaszSoftmax(Classes.ALL, true, null), new double[]{1, 0, 0, 1}, 0, 1)
                .answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient()).containsOnly(0);
    }

    // By the conventions: NaN of a class that counts is NaN for all of them, that of another does not matter.
    @Test
    void answerWhenProbabilityIsNaNShouldBeNaNIfItsClassCounts() {
        EvaluationView counted = task(new LovaszSoftmax(), new double[]{0.75, Double.NaN, 0.125, 0.25}, 0, 1).answer();
        assertThat(counted.loss()).containsExactly(Double.NaN);
        assertThat(counted.gradient()).containsOnly(Double.NaN);
        EvaluationView absent = task(new LovaszSoftmax(), new double[]{0.75, 0.5, Double.NaN, 0.25}, 0, 0).answer();
        assertThat(absent.loss()).containsExactly(0.375);
        assertThat(Arrays.stream(absent.gradient())).allMatch(Double::isFinite);
    }

    @Test
    void targetsWhenTheyAreNoClassShouldBeRejectedUnlessIgnored() {
        Fault fault = task(new LovaszSoftmax(), new double[]{0.75, 0.5, 0.125, 0.25}, 0, 255).fault();
        assertThat(fault.field()).isEqualTo("targets");
        assertThat(fault.index()).containsExactly(0, 1);
    }
}
