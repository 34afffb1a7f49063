package dev.nabla.loss.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.request.Fault;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every loss of the overlap of predicted and true pixels. */
abstract class OverlapLossContract<L extends OverlapLoss> extends LossContract<L> {

    private static final Map<String, Integer> AXES = Map.of("N", OverlapFormula.IMAGES, "C", 2);
    private static final double NAN = Double.NaN;

    /** The loss without smoothing. */
    abstract L unsmoothed();

    /** The loss of probabilities of the foreground alone. */
    abstract L withoutBackground();

    /** The loss of logits. */
    abstract L of(Activation activation);

    @Override
    public Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("smooth_nr", "1.0E-5 in [0, inf)");
        options.put("smooth_dr", "1.0E-5 in [0, inf)");
        options.put("batch", "false");
        options.put("include_background", "true");
        options.put("activation", "null");
        return options;
    }

    @Override
    public Map<String, Integer> axes(L loss) {
        return AXES;
    }

    @Override
    public double[][] draw(L loss, RandomGenerator random) {
        double[] targets = {1, 0, 0.25, 0, 1, 1, 0, 0.625, 1, 0, 0, 1};
        double bound = loss.activation() == null ? 0 : 4;
        return new double[][]{random.doubles(12, -bound, bound + 1).toArray(), targets};
    }

    @Override
    public Stream<Point<L>> hardPoints() {
        return variants().stream().flatMap(loss -> loss.activation() == null ? probabilities(loss) : logits(loss));
    }

    private Stream<Point<L>> probabilities(L loss) {
        return Stream.of(
                point(loss, new double[]{1, 0, 1, 0, 1, 0, 1, 1}, 1, 0, 1, 0, 1, 0, 1, 0.5),
                point(loss, new double[]{1 - 1e-16, 1e-300, 1, 1e-20, 1, 0, 1 - 1e-10, 1e-17}, 1, 0, 1, 0, 1, 0, 1, 0),
                point(loss, new double[]{1e-160, 1e-170, 1e-150, 0, 1e-160, 1e-200, 1e-300, 1}, 1e-160, 0, 1, 1e-150, 0,
                        0.5, 1, 0),
                point(loss, new double[]{0.3, 0.30000000000000004, 0.5, 0.7, 0.1, 0.2, 0.9, 0.8}, 0.3, 0.3,
                        0.5000000000000001, 0.7, 0.1, 0.2, 0.8999999999999999, 0.8),
                point(loss, new double[]{1.5, 2, -3, 1e-9, 7, 1e-200, 0.5, 0.25}, 1, 0, 1, 0, 0, 1, 0.3, 0.6));
    }

    private Stream<Point<L>> logits(L loss) {
        double[] targets = {1, 0, 0, 1, 0, 1, 1, 0};
        return Stream.of(new double[]{40, -40, -40, 41, -39, 38, 40, -42}, new double[]{-40, 40, 40, -41, 3, 2, 1, 5},
                new double[]{700, -700, -690, 710, 1e4, -1e4, 0, 3}, new double[]{0, 0, 0, 0, 1e-300, -1e-17, 1, 1},
                new double[]{17, 17, 17.5, 16, 36, 37, -36, -38}, new double[]{0.5, -1, 2, 1, 0.25, -0.5, 3, -2})
                .flatMap(logits -> Stream.of(point(loss, logits, targets),
                        point(loss, logits, 0.5, 0.25, 1, 0, 0.125, 0, 0.75, 1)));
    }

    static <L extends OverlapLoss> Point<L> point(L loss, double[] predictions, double... targets) {
        return new Point<>(loss, AXES, predictions, targets);
    }

    static TaskBuilder task(OverlapLoss loss, Shape shape, double[] predictions, double... targets) {
        return TaskBuilder.of(loss).input("predictions", TaskBuilder.tensor(shape, predictions))
                .input("targets", TaskBuilder.tensor(shape, targets)).reduction(Reduction.NONE);
    }

    /** Images of one channel and two pixels. */
    TaskBuilder twoPixels(L loss, double[] predictions, double... targets) {
        return task(loss, Shape.of(predictions.length / 2, 1, 2), predictions, targets);
    }

    // From the reference: with both smoothings 0, 0/0 is NaN; with equal ones it is a perfect match.
    @Test
    void answerWhenNothingIsPredictedOrTrueShouldDependOnTheSmoothing() {
        EvaluationView undefined = twoPixels(unsmoothed(), new double[]{0, 0}, 0, 0).answer();
        assertThat(undefined.loss()).containsExactly(NAN);
        assertThat(undefined.gradient()).containsOnly(NAN);
        EvaluationView smoothed = twoPixels(defaults(), new double[]{0, 0}, 0, 0).answer();
        assertThat(smoothed.loss()).containsExactly(0);
        assertThat(Arrays.stream(smoothed.gradient())).allMatch(Double::isFinite);
    }

    // By the formulas: p = t is a distance of 0, and no pixel in common one of 1, whatever the weights.
    @Test
    void lossWhenMasksAreEqualOrDisjointShouldBeLeastOrMost() {
        double[] predictions = {1, 0, 0, 1};
        double[] loss = twoPixels(unsmoothed(), predictions, 1, 0, 1, 0).answer().loss();
        assertThat(loss[0]).isZero();
        assertThat(loss[1]).isEqualTo(most());
    }

    /** The loss of disjoint masks. */
    double most() {
        return 1;
    }

    // By the conventions: images without pixels are nothing to reduce.
    @Test
    void answerWhenImagesHaveNoPixelsShouldBeNothing() {
        TaskBuilder task = task(defaults(), Shape.of(2, 1, 0), new double[0]);
        assertThat(task.answer().loss()).containsOnly(0);
        assertThat(task.reduction(Reduction.MEAN).answer().loss()).containsExactly(NAN);
        assertThat(task.answer().gradient()).isEmpty();
    }

    // By the conventions: what is masked is not counted; the mean is that of the other image alone.
    @Test
    void meanWhenAnImageIsMaskedShouldBeThatOfTheOthers() {
        TaskBuilder both = twoPixels(defaults(), new double[]{0.9, 0.2, NAN, 0.5}, 1, 0, 1, 0)
                .reduction(Reduction.MEAN);
        EvaluationView masked = both.mask(new BooleanTensor(Shape.of(2, 2), new boolean[]{true, true, false, false}))
                .answer();
        EvaluationView alone = twoPixels(defaults(), new double[]{0.9, 0.2}, 1, 0).answer();
        assertThat(masked.loss()).containsExactly(alone.loss());
        assertThat(Arrays.copyOf(masked.gradient(), 2)).containsExactly(alone.gradient());
        assertThat(Arrays.copyOfRange(masked.gradient(), 2, 4)).containsExactly(0, 0);
    }

    // From the reference: the mask drops pixels from every sum.
    @Test
    void answerWhenPixelIsMaskedShouldBeThatOfTheRest() {
        EvaluationView masked = twoPixels(defaults(), new double[]{0.9, NAN}, 1, 1)
                .mask(new BooleanTensor(Shape.of(1, 2), new boolean[]{true, false})).answer();
        EvaluationView alone = task(defaults(), Shape.of(1, 1, 1), new double[]{0.9}, 1).answer();
        assertThat(masked.loss()).containsExactly(alone.loss());
        assertThat(masked.gradient()).containsExactly(alone.gradient()[0], 0);
    }

    // By the conventions: NaN makes the values that contain it NaN, and no others.
    @Test
    void answerWhenPixelIsNaNShouldBeNaNForItsImage() {
        EvaluationView evaluation = twoPixels(defaults(), new double[]{0.9, NAN, 0.9, 0.1}, 1, 0, 1, 0).answer();
        assertThat(evaluation.loss()[0]).isNaN();
        assertThat(evaluation.loss()[1]).isFinite();
        assertThat(Arrays.copyOf(evaluation.gradient(), 2)).containsOnly(NAN);
        assertThat(Arrays.stream(evaluation.gradient()).skip(2)).allMatch(Double::isFinite);
    }

    // The limit: one pixel without end covers everything, and nothing true is found.
    @Test
    void answerWhenFalsePositiveIsInfiniteShouldBeThatOfNoOverlap() {
        EvaluationView evaluation = twoPixels(defaults(), new double[]{Double.POSITIVE_INFINITY, 0.5}, 0, 1).answer();
        assertThat(evaluation.loss()).containsExactly(most());
        assertThat(evaluation.gradient()).containsExactly(0, 0);
    }

    // σ(±∞) is 1 and 0, a softmax with +∞ or nothing but −∞ is undefined.
    @Test
    void answerWhenLogitsAreInfiniteShouldFollowSigmoidAndSoftmax() {
        double infinity = Double.POSITIVE_INFINITY;
        double[] logits = {infinity, -infinity, -infinity, infinity};
        EvaluationView sigmoid = twoPixels(of(Activation.SIGMOID), logits, 1, 0, 1, 0).answer();
        assertThat(sigmoid.loss()[0]).isZero();
        assertThat(sigmoid.gradient()).containsExactly(0, 0, 0, 0);
        EvaluationView softmax = task(of(Activation.SOFTMAX), Shape.of(3, 2, 1),
                new double[]{infinity, 0, -infinity, -infinity, -infinity, 0}, 1, 0, 1, 0, 0, 1).answer();
        int perImage = softmax.loss().length / 3;
        assertThat(Arrays.copyOf(softmax.loss(), 2 * perImage)).containsOnly(NAN);
        assertThat(Arrays.copyOfRange(softmax.gradient(), 4, 6)).containsExactly(0, 0);
    }

    // From the reference: without the background there are no values of it, its gradient is 0, and one channel is too few.
    @Test
    void answerWhenBackgroundIsLeftOutShouldBeThatOfTheOthers() {
        EvaluationView all = task(defaults(), Shape.of(1, 1, 2), new double[]{0.9, 0.2}, 1, 0).answer();
        EvaluationView others = task(withoutBackground(), Shape.of(1, 2, 2), new double[]{NAN, 7, 0.9, 0.2}, 1, 1, 1, 0)
                .answer();
        assertThat(others.loss()).containsExactly(all.loss());
        assertThat(others.gradient()).containsExactly(0, 0, all.gradient()[0], all.gradient()[1]);
        Fault fault = task(withoutBackground(), Shape.of(1, 1, 2), new double[2], 0, 0).fault();
        assertThat(fault.field()).isEqualTo("include_background");
    }

    @Test
    void targetsWhenOutsideZeroAndOneShouldBeRejected() {
        Fault fault = twoPixels(defaults(), new double[]{0, 0}, 0, 1.5).fault();
        assertThat(fault.field()).isEqualTo("targets");
        assertThat(fault.index()).containsExactly(0, 0, 1);
    }

    // Large images are added up in blocks: a pattern of 8 pixels, repeated, has sums that are multiples of its own.
    @Test
    void answerWhenImageIsLargeShouldBeThatOfItsRepeatedPattern() {
        double[] predictions = {0.5, 0.25, 1, 0, 0.75, 0.125, 0.5, 1};
        double[] targets = {1, 0, 1, 0, 0, 0, 1, 1};
        int times = 4096;
        EvaluationView pattern = task(unsmoothed(), Shape.of(1, 1, 8), predictions, targets).answer();
        EvaluationView image = task(unsmoothed(), Shape.of(1, 1, 128, 256), repeated(times, predictions),
                repeated(times, targets)).answer();
        assertThat(image.loss()).containsExactly(pattern.loss());
        double[] shares = Arrays.stream(repeated(times, pattern.gradient())).map(slope -> slope / times).toArray();
        assertThat(image.gradient()).isEqualTo(shares);
    }

    private static double[] repeated(int times, double... numbers) {
        return Stream.generate(() -> numbers).limit(times).flatMapToDouble(DoubleStream::of).toArray();
    }
}
