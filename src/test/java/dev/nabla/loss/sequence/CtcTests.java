package dev.nabla.loss.sequence;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Formula;
import dev.nabla.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CtcTests extends LossContract<Ctc> {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double LOG_2 = 0.6931471805599453;
    private static final Ctc LOGITS = new Ctc();
    private static final Ctc LOG_PROBABILITIES = new Ctc(0, false, false);
    private static final int TIMES = 3;
    private static final int SEQUENCES = 4;
    private static final int CLASSES = 3;

    @Override
    public List<Ctc> variants() {
        return List.of(LOGITS, LOG_PROBABILITIES, new Ctc(2, true, true));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("blank", "0 in [0, inf)", "from_logits", "true", "zero_infinity", "false");
    }

    @Override
    public Map<String, Integer> axes(Ctc loss) {
        return Map.of("T", TIMES, "N", SEQUENCES, "C", CLASSES);
    }

    @Override
    public Formula formula(Ctc loss) {
        return new AllAlignments(CLASSES, (int) loss.blank(), loss.fromLogits());
    }

    /** Targets of two different labels, of one that is repeated, of one, and of none; lengths that are shorter than the axes. */
    @Override
    public double[][] draw(Ctc loss, RandomGenerator random) {
        double a = loss.blank() == 0 ? 1 : 0;
        double b = loss.blank() == 1 ? 2 : 1;
        double other = loss.blank() == 0 ? 2 : b;
        return new double[][]{
                random.doubles(TIMES * SEQUENCES * CLASSES, -3, loss.fromLogits() ? 3 : 0).toArray(),
                {a, other, other, other, a, -7, 99, loss.blank()}, {3, 3, 2, 3}, {2, 2, 1, 0}};
    }

    @Override
    public Stream<Point<Ctc>> hardPoints() {
        double[][] steps = {{0, 0, 0}, {1e4, 0, -1e4}, {50, 0, 0}, {0, 50, 0}, {0, 0, 60}, {-700, 0, 1},
                {-1e4, 0, -2e4},
                {0.1, 1e4, 1e4 - 1e-9}, {1e-300, 0, -1e-300}, {36.7, 0, -1}, {-1e300, 1e300, 0}, {-3e8, 0, 3e8},
                {-0.3, -1.5, -40}};
        double[][] targets = {{1, 2}, {1, 1}, {2}, {}};
        List<Point<Ctc>> points = new ArrayList<>(worstPoints());
        for (int i = 0; i < steps.length; i++) {
            double[] second = steps[(i + 1) % steps.length];
            double[] third = steps[(i + 5) % steps.length];
            for (double[] target : targets) {
                points.add(sequence(LOGITS, target, steps[i], second, third));
                points.add(sequence(LOG_PROBABILITIES, target, steps[i], second, third));
                points.add(sequence(LOGITS, target, steps[i], steps[i], steps[i]));
            }
        }
        return points.stream();
    }

    /** The worst that the search has found so far. */
    private static List<Point<Ctc>> worstPoints() {
        return List.of(
                sequence(new Ctc(2, true, true), new double[]{0, 1}, new double[]{-710, -1.26, 2.57},
                        new double[]{-2.07, -1e4, -0.02}, new double[]{710, -1.1, -1.3}), // gradient was 0 where it is subnormal
                sequence(LOGITS, new double[]{2}, new double[]{0.56, -0.95, -1.9}, new double[]{-1, -1.78, -2.9},
                        new double[]{4.9e-324, 1e-8, -2}));
    }

    /** One sequence, its target padded with a place that holds no label. */
    private static Point<Ctc> sequence(Ctc loss, double[] target, double[]... steps) {
        double[] predictions = Stream.of(steps).flatMapToDouble(Arrays::stream).toArray();
        double[] padded = Arrays.copyOf(target, target.length + 1);
        padded[target.length] = -1;
        return new Point<>(loss, Map.of("T", steps.length, "N", 1, "C", steps[0].length), predictions, padded,
                new double[]{steps.length}, new double[]{target.length});
    }

    private static TaskBuilder task(Ctc loss, double[] target, double[]... steps) {
        double[] predictions = Stream.of(steps).flatMapToDouble(Arrays::stream).toArray();
        return TaskBuilder.of(loss).reduction(Reduction.NONE)
                .input("predictions", TaskBuilder.tensor(Shape.of(steps.length, 1, 2), predictions))
                .input("targets", TaskBuilder.tensor(Shape.of(1, target.length), target))
                .input("input_lengths", steps.length).input("target_lengths", target.length);
    }

    private static TaskBuilder even(Ctc loss, int times, double... target) {
        return task(loss, target, new double[times][2]);
    }

    // By hand: of the 4 sequences of even steps, 3 are "a" (a-, -a, aa); in those a has 2/3 of either step.
    @Test
    void answerWhenStepsAreEvenShouldCountAlignments() {
        EvaluationView evaluation = even(LOGITS, 2, 1).answer();
        assertWithinTwoUlps(evaluation.loss(), 0.28768207245178096); // log 4/3
        assertWithinTwoUlps(evaluation.gradient(), 0.5 - 1.0 / 3, 0.5 - 2.0 / 3, 0.5 - 1.0 / 3, 0.5 - 2.0 / 3);
    }

    // By hand: "aa" in 3 even steps is a-a alone: 1/8, and gradient ±1/2.
    @Test
    void answerWhenLabelIsRepeatedShouldNeedABlankBetween() {
        EvaluationView evaluation = even(LOGITS, 3, 1, 1).answer();
        assertWithinTwoUlps(evaluation.loss(), 3 * LOG_2);
        assertThat(evaluation.gradient()).containsExactly(0.5, -0.5, -0.5, 0.5, 0.5, -0.5);
    }

    // From the reference: a target too long for its input is ∞ and NaN; 0 and 0 with zero_infinity.
    @Test
    void answerWhenNoAlignmentIsPossibleShouldBeInfiniteOrZero() {
        EvaluationView impossible = even(LOGITS, 2, 1, 1).answer();
        assertThat(impossible.loss()).containsExactly(INF);
        assertThat(impossible.gradient()).containsOnly(Double.NaN);
        EvaluationView zero = even(new Ctc(0, true, true), 2, 1, 1).answer();
        assertThat(zero.loss()).containsExactly(0);
        assertThat(zero.gradient()).containsOnly(0);
    }

    // From the reference: gradient NaN at its times < input_length, 0 behind them; the other sequence is not touched.
    @Test
    void gradientWhenNoAlignmentIsPossibleShouldBeNaNUpToTheLength() {
        EvaluationView evaluation = TaskBuilder.of(LOGITS).reduction(Reduction.NONE)
                .input("predictions", TaskBuilder.tensor(Shape.of(2, 2, 2), new double[8]))
                .rows("targets", new double[][]{{1, 1}, {1, 1}}).input("input_lengths", 1, 2)
                .input("target_lengths", 2, 1).answer();
        assertThat(evaluation.loss()[0]).isEqualTo(INF);
        assertThat(evaluation.gradient()).startsWith(Double.NaN, Double.NaN).containsSequence(0, 0);
        assertWithinTwoUlps(Arrays.copyOfRange(evaluation.gradient(), 2, 4), 0.5 - 1.0 / 3, 0.5 - 2.0 / 3);
    }

    // From the reference: an impossible label is an impossible alignment too.
    @Test
    void answerWhenLabelHasProbabilityZeroShouldBeInfinite() {
        assertThat(task(LOGITS, new double[]{1}, new double[]{0, -INF}).answer().loss()).containsExactly(INF);
        assertThat(task(LOG_PROBABILITIES, new double[]{1}, new double[]{0, -INF}).answer().gradient())
                .containsOnly(Double.NaN);
        assertThat(task(new Ctc(0, true, true), new double[]{1}, new double[]{0, -INF}).answer().gradient())
                .containsOnly(0);
    }

    // From the reference: an empty target is nothing but blanks, -Σ ls_blank; here 2 log 2.
    @Test
    void answerWhenTargetIsEmptyShouldBeThatOfBlanks() {
        EvaluationView evaluation = even(LOGITS, 2).answer();
        assertThat(evaluation.loss()).containsExactly(2 * LOG_2);
        assertThat(evaluation.gradient()).containsExactly(-0.5, 0.5, -0.5, 0.5);
    }

    // From the reference: without a time step the loss is 0 if the target is empty, else ∞.
    @Test
    void lossWhenInputIsEmptyShouldBeZeroOrInfinite() {
        TaskBuilder task = TaskBuilder.of(LOGITS).reduction(Reduction.NONE)
                .input("predictions", TaskBuilder.tensor(Shape.of(1, 2, 2), new double[4]))
                .rows("targets", new double[][]{{1}, {1}}).input("input_lengths", 0, 0).input("target_lengths", 0, 1);
        assertThat(task.answer().loss()).containsExactly(0, INF);
        assertThat(task.answer().gradient()).containsOnly(0);
    }

    // By hand: of log-probabilities the gradient is -γ, and twice as probable steps make the sum 4 times as large.
    @Test
    void gradientWhenGivenLogProbabilitiesShouldBeTheTrueDerivative() {
        EvaluationView evaluation = even(LOG_PROBABILITIES, 2, 1).answer();
        assertWithinTwoUlps(evaluation.loss(), -1.0986122886681098); // -log 3
        assertWithinTwoUlps(evaluation.gradient(), -1.0 / 3, -2.0 / 3, -1.0 / 3, -2.0 / 3);
    }

    // By the reference: mean divides each by its length, at least 1, then by the number: (3 log 2/2 + 3 log 2)/2.
    @Test
    void meanShouldDivideByLengthsOfTargets() {
        TaskBuilder task = TaskBuilder.of(LOGITS)
                .input("predictions", TaskBuilder.tensor(Shape.of(3, 2, 2), new double[12]))
                .rows("targets", new double[][]{{1, 1}, {0, 0}}).input("input_lengths", 3, 3)
                .input("target_lengths", 2, 0);
        assertWithinTwoUlps(task.answer().loss(), 2.25 * LOG_2);
        assertThat(task.answer().gradient()).startsWith(0.125, -0.125, -0.25, 0.25);
        assertWithinTwoUlps(task.reduction(Reduction.SUM).answer().loss(), 6 * LOG_2);
        assertWithinTwoUlps(task.reduction(Reduction.SAMPLE_MEAN).answer().loss(), 2.25 * LOG_2);
    }

    // By the conventions: NaN, and a softmax that does not exist, make their sequence NaN, unless they are beyond its length.
    @Test
    void answerWhenStepIsUndefinedShouldBeNaNInItsSequence() {
        for (double bad : new double[]{Double.NaN, INF}) {
            for (Ctc loss : List.of(LOGITS, LOG_PROBABILITIES)) {
                TaskBuilder task = task(loss, new double[]{1}, new double[]{0, 0}, new double[]{bad, 0});
                assertThat(task.answer().loss()).containsExactly(Double.NaN);
                assertThat(task.answer().gradient()).containsOnly(Double.NaN);
                assertThat(task.input("input_lengths", 1).answer().gradient()).endsWith(0, 0)
                        .doesNotContain(Double.NaN);
            }
        }
    }

    // A thousand steps of e^-400 each: far below float64, and one alignment has it all, -log P = 400000.
    @Test
    void answerWhenProbabilitiesAreBeyondFloat64ShouldKeepTheirDigits() {
        double[][] steps = new double[1000][];
        Arrays.setAll(steps, _ -> new double[]{-400, -1e5});
        EvaluationView evaluation = task(LOG_PROBABILITIES, new double[0], steps).answer();
        assertThat(evaluation.loss()).containsExactly(400_000);
        assertThat(evaluation.gradient()).startsWith(-1, 0, -1, 0).containsOnly(-1, 0);
    }

    // From sums of 800 digits over all paths that are no alignments; the last is 500 log(1 + e^-50).
    @Test
    void lossWhenTargetIsNearlyCertainShouldKeepItsDigits() {
        Map<Double, Double> losses = Map.of(50.0, 1.2096513871378064e-21, 200.0, 8.679364796785217e-87, 400.0,
                1.2011342796552172e-173);
        losses.forEach((certainty, loss) -> assertWithinTwoUlps(certain(certainty).answer().loss(), loss));
        double[][] blanks = new double[500][];
        Arrays.fill(blanks, new double[]{50, 0});
        assertWithinTwoUlps(task(LOGITS, new double[0], blanks).answer().loss(), 9.643749239819588e-20);
    }

    /** Label 1 in the first and perhaps in the second of three steps. */
    private static TaskBuilder certain(double certainty) {
        return TaskBuilder.of(LOGITS).reduction(Reduction.NONE)
                .input("predictions", TaskBuilder.tensor(Shape.of(3, 1, 3), new double[]{0, certainty, 0, certainty,
                        certainty + 0.5, 0, certainty - 1, 0, 0.25}))
                .input("targets", TaskBuilder.tensor(Shape.of(1, 1), new double[]{1})).input("input_lengths", 3)
                .input("target_lengths", 1);
    }

    // From the reference: lengths out of range, labels that are no class, and the blank as a label are rejected.
    @Test
    void inputsWhenOutsideTheirDomainShouldBeRejected() {
        assertThat(even(LOGITS, 2, 0).fault().field()).isEqualTo("targets");
        assertThat(even(LOGITS, 2, 1, 0).fault().index()).containsExactly(0, 1);
        assertThat(even(LOGITS, 2, 2).fault().field()).isEqualTo("targets");
        assertThat(even(LOGITS, 2, 1).input("input_lengths", 3).fault().detail()).contains("from 0 to 2");
        assertThat(even(LOGITS, 2, 1).input("target_lengths", 2).fault().detail()).contains("from 0 to 1");
        assertThat(even(new Ctc(2, true, false), 2, 1).fault().field()).isEqualTo("blank");
    }

    // From the reference: what is beyond the length may be anything.
    @Test
    void labelWhenBeyondItsLengthShouldBeAnyNumber() {
        assertThat(even(LOGITS, 2, 1, -5).input("target_lengths", 1).answer().loss())
                .containsExactly(even(LOGITS, 2, 1).answer().loss());
    }

    private static TaskBuilder packed(double... targets) {
        return TaskBuilder.of(LOGITS).reduction(Reduction.NONE)
                .input("predictions", TaskBuilder.tensor(Shape.of(3, 2, 3), new double[18])).input("targets", targets)
                .input("input_lengths", 3, 3).input("target_lengths", 2, 1);
    }

    // By definition: packed targets are the padded ones without their padding, as PyTorch takes them.
    @Test
    void answerWhenTargetsArePackedShouldBeThatOfPaddedOnes() {
        EvaluationView padded = packed().rows("targets", new double[][]{{1, 2}, {1, 99}}).answer();
        assertThat(packed(1, 2, 1).answer().loss()).containsExactly(padded.loss());
        assertThat(packed(1, 2, 1).answer().gradient()).containsExactly(padded.gradient());
        assertThat(packed(1, 2, 1).mask(false, true).answer().loss()).containsExactly(0, padded.loss()[1]);
    }

    // From PyTorch: the sum of the lengths is the number of packed targets; all of them are labels.
    @Test
    void packedTargetsWhenLengthsDoNotAddUpToThemShouldBeRejected() {
        assertThat(packed(1, 2).fault().field()).isEqualTo("target_lengths");
        assertThat(packed(1, 2, 1).input("target_lengths", 4, -1).mask(true, false).fault().field())
                .isEqualTo("target_lengths");
        assertThat(packed(1, 2, 0).fault().index()).containsExactly(2);
        assertThat(packed(1, 2, 3).fault().index()).containsExactly(2);
        assertThat(packed().rows("targets", new double[]{1, 2}).fault().detail()).contains("[2, S], or packed [L]");
    }
}
