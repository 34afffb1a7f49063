package dev.nabla.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.nabla.catalog.LossCatalog;
import dev.nabla.catalog.LossEntry;
import dev.nabla.evaluation.Evaluation;
import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.libtorch.Libtorch;
import dev.nabla.loss.classification.BinaryCrossEntropy;
import dev.nabla.loss.classification.BinaryCrossEntropyWithLogits;
import dev.nabla.loss.classification.CrossEntropy;
import dev.nabla.loss.classification.SoftMargin;
import dev.nabla.loss.regression.L1;
import dev.nabla.loss.sequence.Ctc;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every loss that libtorch has answers here what it answers there: for all options, reductions, several shapes and
 * upstream gradients, to twelve digits of the largest number of a tensor. Below is each place where the two are known to differ, and a test that they do.
 */
class LibtorchAgreementTests {

    private static final double TOLERANCE = 1e-12;
    private static final int DRAWS = 3;
    private static final int MENTIONED = 10;
    private static final double INF = Double.POSITIVE_INFINITY;

    private static final List<Shape> FLAT = List.of(Shape.SCALAR, Shape.of(1), Shape.of(7));
    private static final List<Shape> DEEP = List.of(Shape.of(2, 3), Shape.of(2, 3, 2));

    /** They take rows of one batch, and one row, only. */
    private static final Set<String> FLAT_ONLY = Set.of("cosine_embedding", "multi_margin", "multilabel_margin");

    /** Its second derivative has an epsilon in it there. */
    private static final Class<?> CURVED_OTHERWISE = BinaryCrossEntropy.class;

    private static final Libtorch LIBTORCH = new Libtorch();
    private static final Map<String, Loss> LOSSES = new LossCatalog().entries().stream()
            .filter(entry -> LIBTORCH.names().contains(entry.id()))
            .collect(Collectors.toMap(LossEntry::id, LossEntry::defaults));

    static Stream<String> losses() {
        return LOSSES.keySet().stream().sorted();
    }

    @AfterAll
    static void close() {
        LIBTORCH.close();
    }

    @Test
    void catalogueShouldHoldEveryLossThatLibtorchWasGiven() {
        assertThat(LOSSES).containsOnlyKeys(LIBTORCH.names());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void answerShouldBeThatOfLibtorch(String id) {
        assertThat(disagreements(id, LossFixtures.of(Objects.requireNonNull(LOSSES.get(id))))).isEmpty();
    }

    private static <L extends Loss> List<String> disagreements(String id, LossFixture<L> fixture) {
        RandomGenerator random = fixture.random();
        List<String> found = new ArrayList<>();
        for (L loss : fixture.variants().stream().filter(variant -> !isDifferentiatedOtherwise(variant)).toList()) {
            for (Shape shape : shapes(id, loss, fixture)) {
                for (Reduction reduction : loss.reductions()) {
                    for (int draw = 0; draw < DRAWS; draw++) {
                        Task task = task(fixture, loss, shape, random).reduction(reduction)
                                .gradOutput(upstream(reduction, shape, random)).build();
                        if (LIBTORCH.has(task)) {
                            found.addAll(disagreements(task));
                        }
                    }
                }
            }
        }
        return found.stream().limit(MENTIONED).toList();
    }

    /** The gradient of its log-probabilities has their softmax in it there. */
    private static boolean isDifferentiatedOtherwise(Loss loss) {
        return loss instanceof Ctc ctc && !ctc.fromLogits();
    }

    private static <L extends Loss> List<Shape> shapes(String id, L loss, LossFixture<L> fixture) {
        if (loss instanceof JointLoss) {
            return List.of(Shape.of(Objects.requireNonNull(fixture.axes(loss).get("N"))));
        }
        return FLAT_ONLY.contains(id) ? FLAT : Stream.of(FLAT, DEEP).flatMap(List::stream).toList();
    }

    private static <L extends Loss> TaskBuilder task(LossFixture<L> fixture, L loss, Shape values,
            RandomGenerator random) {
        if (loss instanceof JointLoss) {
            return Point.together(List.of(fixture.point(loss, random)));
        }
        return new TaskLayout(loss, values)
                .of(Stream.generate(() -> fixture.point(loss, random)).limit(values.elements()).toList());
    }

    private static Tensor upstream(Reduction reduction, Shape values, RandomGenerator random) {
        Tensor upstream = Tensor.zeros(reduction == Reduction.NONE ? values : Shape.SCALAR, DType.FLOAT64);
        IntStream.range(0, upstream.shape().elements()).forEach(i -> upstream.set(i, random.nextDouble(-3, 3)));
        return upstream;
    }

    private static List<String> disagreements(Task task) {
        assertThat(Evaluator.check(task)).isEmpty();
        Evaluation ours = Evaluator.evaluate(task);
        Evaluation theirs = LIBTORCH.evaluate(task);
        String where = task.loss() + ", " + task.reduction() + ", " + task.inputs().keySet() + ": ";
        List<String> found = new ArrayList<>(disagreements(where + "loss", ours.loss(), theirs.loss()));
        theirs.gradients().forEach((input, gradient) -> found.addAll(disagreements(where + "gradient of " + input,
                Objects.requireNonNull(ours.gradients().get(input)), gradient)));
        if (!CURVED_OTHERWISE.isInstance(task.loss())) {
            theirs.hessianDiagonals().forEach((input, hessian) -> found.addAll(disagreements(
                    where + "Hessian of " + input, Objects.requireNonNull(ours.hessianDiagonals().get(input)),
                    hessian)));
        }
        return found;
    }

    private static List<String> disagreements(String what, Tensor ours, Tensor theirs) {
        assertThat(ours.shape()).as(what).isEqualTo(theirs.shape());
        double largest = IntStream.range(0, ours.shape().elements()).mapToDouble(i -> Math.abs(ours.get(i))).max()
                .orElse(0);
        return IntStream.range(0, ours.shape().elements())
                .filter(i -> !(Math.abs(ours.get(i) - theirs.get(i)) <= TOLERANCE * largest))
                .mapToObj(i -> what + "[" + i + "] is " + ours.get(i) + " here, " + theirs.get(i) + " there").toList();
    }

    // The least p(1 - p) that libtorch divides by is a float32, 1/1000000003995.8...; here it is the float64 1e-12.
    @Test
    void gradientOfBinaryCrossEntropyWhenProbabilityIsWrongForSureShouldDifferByTheConstant() {
        Difference difference = difference(TaskBuilder.of(new BinaryCrossEntropy()).input("predictions", 0)
                .input("targets", 1));
        assertThat(difference.ours.gradient()).containsExactly(-1e12);
        assertThat(difference.theirs.gradient()).containsExactly(-1 / (double) 1e-12f);
        assertThat(difference.ours.loss()).containsExactly(difference.theirs.loss());
    }

    // At p = 2e-12 and t = 1, t/p² + (1 - t)/(1 - p)² is 2.5e23 here; there p and 1 - p are 1e-12 more.
    @Test
    void hessianOfBinaryCrossEntropyShouldHaveAnEpsilonInLibtorchOnly() {
        Difference difference = difference(TaskBuilder.of(new BinaryCrossEntropy()).input("predictions", 2e-12)
                .input("targets", 1));
        assertThat(difference.ours.hessian()[0]).isCloseTo(2.5e23, withPercentage(1e-9));
        assertThat(difference.theirs.hessian()[0]).isCloseTo(1 / 9e-24, withPercentage(1e-9));
    }

    // max(-x, 0) + log1p(e^-|x|) takes 0·∞ from the target's part there.
    @Test
    void lossWhenLogitIsWrongInfinityShouldBeNaNInLibtorchOnly() {
        Difference difference = difference(TaskBuilder.of(new BinaryCrossEntropyWithLogits())
                .input("predictions", -INF).input("targets", 1));
        assertThat(difference.ours.loss()).containsExactly(INF);
        assertThat(difference.theirs.loss()).containsExactly(Double.NaN);
    }

    // A probability of 0 on a logit of -∞, a class that is masked out, is 0·∞ there and nothing here.
    @Test
    void lossWhenProbabilityIsZeroOnMinusInfinityShouldBeNaNInLibtorchOnly() {
        Difference difference = difference(TaskBuilder.of(new CrossEntropy())
                .rows("predictions", new double[]{0, -INF}).rows("targets", new double[]{1, 0}));
        assertThat(difference.ours.loss()).containsExactly(0);
        assertThat(difference.theirs.loss()).containsExactly(Double.NaN);
    }

    // libtorch takes log(1 + e^-tx) as it stands.
    @Test
    void lossOfSoftMarginWhenExponentialOverflowsShouldBeInfiniteInLibtorchOnly() {
        Difference difference = difference(TaskBuilder.of(new SoftMargin()).input("predictions", -800)
                .input("targets", 1));
        assertThat(difference.ours.loss()).containsExactly(800);
        assertThat(difference.theirs.loss()).containsExactly(INF);
    }

    // One step, two classes of probability 1/2, label 1: -[k = 1] here; there 1/2 - [k = 1], the gradient of logits.
    @Test
    void gradientOfCtcWhenPredictionsAreLogProbabilitiesShouldBeThatOfLogitsInLibtorchOnly() {
        double half = Math.log(0.5);
        Difference difference = difference(TaskBuilder.of(new Ctc(0, false, false))
                .input("predictions", TaskBuilder.tensor(Shape.of(1, 1, 2), half, half))
                .input("targets", TaskBuilder.tensor(Shape.of(1, 1), 1)).input("input_lengths", 1)
                .input("target_lengths", 1));
        assertThat(difference.ours.gradient()).containsExactly(0, -1);
        assertThat(difference.theirs.gradient()).containsExactly(0.5, -0.5);
    }

    // sign(NaN) is 0 there.
    @Test
    void gradientOfL1WhenPredictionIsNaNShouldBeZeroInLibtorchOnly() {
        Difference difference = difference(TaskBuilder.of(new L1()).input("predictions", Double.NaN)
                .input("targets", 1));
        assertThat(difference.ours.gradient()).containsExactly(Double.NaN);
        assertThat(difference.theirs.gradient()).containsExactly(0);
    }

    private static Difference difference(TaskBuilder task) {
        return new Difference(task.answer(), new EvaluationView(LIBTORCH.evaluate(task.build())));
    }

    private record Difference(EvaluationView ours, EvaluationView theirs) {}
}
