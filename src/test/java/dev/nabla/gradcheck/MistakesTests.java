package dev.nabla.gradcheck;

import static dev.nabla.loss.TaskBuilder.tensor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.gradcheck.GradientCheck.Suspect;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.classification.BinaryCrossEntropyWithLogits;
import dev.nabla.loss.classification.CrossEntropy;
import dev.nabla.loss.regression.Huber;
import dev.nabla.loss.regression.L1;
import dev.nabla.loss.regression.Mse;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each verdict by a smallest example, and near misses that must not get it. */
class MistakesTests {

    /** The mean of d² for d = [1, −2, 3], whose gradient is 2d/3. */
    private static final TaskBuilder MSE = mse(1, -2, 3);

    private static TaskBuilder mse(double... predictions) {
        return TaskBuilder.of(new Mse()).input("predictions", predictions)
                .input("targets", new double[predictions.length]);
    }

    private static Diagnosis diagnose(TaskBuilder task, double... gradient) {
        return diagnose(task.build(), List.of(), gradient);
    }

    private static Diagnosis diagnose(Task task, List<Suspect> suspects, double... gradient) {
        Tensor given = tensor(task.firstShape(), gradient);
        return new GradientCheck(task, 1e-12, () -> suspects).gradient("predictions", given).diagnosis();
    }

    private static void assertVerdict(Diagnosis diagnosis, Verdict verdict, String... words) {
        assertThat(diagnosis.verdict()).as(diagnosis.explanation()).isEqualTo(verdict);
        assertThat(words).allSatisfy(word -> assertThat(diagnosis.explanation()).contains(word));
    }

    private static double[] exact(TaskBuilder task) {
        return GradientCheck.numbers(
                Objects.requireNonNull(Evaluator.evaluate(task.build()).gradients().get("predictions")));
    }

    private static double[] times(double factor, double... numbers) {
        return Arrays.stream(numbers).map(number -> factor * number).toArray();
    }

    // 2 · (1 ± ε) with ε below and above the tolerance of 10⁻¹² and what it adds for small numbers, 10⁻¹⁵
    @Test
    void diagnoseWhenWithinToleranceOnlyShouldAgree() {
        assertVerdict(diagnose(MSE, 2 / 3.0, -4 / 3.0, 2), Verdict.AGREES);
        assertVerdict(diagnose(MSE, 2 / 3.0, -4 / 3.0, 2 * (1 + 0.9e-12)), Verdict.AGREES);
        assertThat(diagnose(MSE, 2 / 3.0, -4 / 3.0, 2 * (1 + 1.1e-12)).verdict()).isNotEqualTo(Verdict.AGREES);
    }

    @Test
    void diagnoseWhenNaNIsGivenShouldBeNotFinite() {
        assertVerdict(diagnose(MSE, 2 / 3.0, Double.NaN, 2), Verdict.NOT_FINITE, "1 of 3", "[1]", "NaN", "-1.33");
    }

    // 2d of d = −∞ is −∞
    @Test
    void diagnoseWhenExactNumberIsInfiniteAndOneIsNotShouldBeNotFinite() {
        TaskBuilder task = mse(Double.NEGATIVE_INFINITY, -1).reduction(Reduction.SUM);
        assertVerdict(diagnose(task, -1e300, -2), Verdict.NOT_FINITE, "[0]", "-Infinity");
        assertVerdict(diagnose(task, Double.NEGATIVE_INFINITY, -2), Verdict.AGREES);
        assertVerdict(diagnose(task, Double.POSITIVE_INFINITY, -2), Verdict.NOT_FINITE);
    }

    @Test
    void diagnoseWhenEveryElementIsZeroShouldBeZero() {
        assertVerdict(diagnose(MSE, 0, -0.0, 0), Verdict.ZERO);
        assertVerdict(diagnose(MSE, 0, 0, 2), Verdict.DIFFERENT, "2 of 3");
    }

    // two of three are unmasked: 2d/2, and 0 where masked
    @Test
    void diagnoseWhenOnlyMaskedElementsDifferShouldBeMasked() {
        TaskBuilder task = mse(1, -2, 3).mask(true, true, false);
        assertVerdict(diagnose(task, 1, -2, 3), Verdict.MASKED, "1 of 3", "[2]");
        assertVerdict(diagnose(task, 1, -2.5, 3), Verdict.DIFFERENT, "2 of 3");
    }

    // softmax of [0, 0] is [1/2, 1/2]; class −100 is ignored
    @Test
    void diagnoseWhenOnlyAnIgnoredRowDiffersShouldBeMasked() {
        TaskBuilder task = TaskBuilder.of(new CrossEntropy())
                .rows("predictions", new double[]{0, 0}, new double[]{0, 0}).input("targets", 0, -100);
        assertVerdict(diagnose(task, -0.5, 0.5, 0.5, 0.5), Verdict.MASKED, "2 of 4", "[1, 0]");
    }

    // |d| at d = 0 has the slopes −1 and 1, over 2 elements; 0.1 is a subgradient that nobody takes
    @Test
    void diagnoseWhenASlopeOfEitherSideIsTakenShouldBeKink() {
        TaskBuilder task = TaskBuilder.of(new L1()).input("predictions", 1, 2).input("targets", 1, 0);
        assertVerdict(diagnose(task, 0.5, 0.5), Verdict.KINK, "[0]", "between -0.5 and 0.5", "here is 0.0",
                "yours is 0.5");
        assertVerdict(diagnose(task, -0.5, 0.5), Verdict.KINK, "yours is -0.5");
        assertVerdict(diagnose(task, 0.1, 0.5), Verdict.DIFFERENT);
        assertVerdict(diagnose(task, 0.5, 0.7), Verdict.DIFFERENT);
    }

    // d² is smooth at 0
    @Test
    void diagnoseWhenLossIsSmoothThereShouldNotBeKink() {
        assertVerdict(diagnose(mse(0, 2), 0.5, 2), Verdict.DIFFERENT, "1 of 2");
    }

    @Test
    void diagnoseWhenOppositeEverywhereOrSomewhereShouldBeWrongSign() {
        assertVerdict(diagnose(MSE, -2 / 3.0, 4 / 3.0, -2), Verdict.WRONG_SIGN, "target minus prediction");
        assertVerdict(diagnose(MSE, 2 / 3.0, 4 / 3.0, 2), Verdict.WRONG_SIGN, "1 of 3", "[1]");
        assertVerdict(diagnose(MSE, 2 / 3.0, 4 / 3.0, 2.5), Verdict.DIFFERENT, "2 of 3");
    }

    @Test
    void diagnoseWhenComputedInFloat32TooShouldBeWrongSign() {
        assertVerdict(diagnose(MSE, (float) (-2 / 3.0), (float) (4 / 3.0), -2), Verdict.WRONG_SIGN);
    }

    // 2d, 2d/9 and d/3 in place of 2d/3
    @Test
    void diagnoseWhenDivisionIsMissingOrDoneTwiceOrAHalfIsLeftShouldBeWrongFactor() {
        assertVerdict(diagnose(MSE, 2, -4, 6), Verdict.WRONG_FACTOR, "3 times", "division by 3 of reduction mean",
                "missing");
        assertVerdict(diagnose(MSE, 2 / 9.0, -4 / 9.0, 6 / 9.0), Verdict.WRONG_FACTOR, "1/3 times", "twice");
        assertVerdict(diagnose(MSE, 1 / 3.0, -2 / 3.0, 1), Verdict.WRONG_FACTOR, "1/2 times", "factor 2 is missing");
        assertVerdict(diagnose(MSE, 4 / 3.0, -8 / 3.0, 4), Verdict.WRONG_FACTOR, "2 times", "extra factor 2");
    }

    @Test
    void diagnoseWhenSignIsWrongTooShouldSayBoth() {
        assertVerdict(diagnose(MSE, -2, 4, -6), Verdict.WRONG_FACTOR, "-3 times", "The sign is wrong too.");
    }

    // the error of the factor is above 10⁻³, so that rounding to float32 hides nothing
    @Test
    void diagnoseWhenComputedInFloat32TooShouldBeWrongFactor() {
        assertVerdict(diagnose(MSE, (float) (1 / 3.0), (float) (-2 / 3.0), 1), Verdict.WRONG_FACTOR, "1/2 times");
    }

    @Test
    void diagnoseWhenReductionSumIsDividedShouldBeWrongFactor() {
        assertVerdict(diagnose(mse(1, -2, 3).reduction(Reduction.SUM), 2 / 3.0, -4 / 3.0, 2), Verdict.WRONG_FACTOR,
                "1/3 times", "reduction sum does not divide");
    }

    // unmasked are 2, all are 3
    @Test
    void diagnoseWhenMaskedElementsAreCountedShouldBeWrongFactor() {
        assertVerdict(diagnose(mse(1, -2, 3).mask(true, true, false), 2 / 3.0, -4 / 3.0, 0), Verdict.WRONG_FACTOR,
                "2/3 times", "number of all values, 3", "divides by 2");
    }

    // 2dw/8 in place of 2dw/3, with w = [1, 2, 5]
    @Test
    void diagnoseWhenWeightsAreSummedForTheMeanShouldBeWrongFactor() {
        assertVerdict(diagnose(mse(1, -2, 3).sampleWeight(1, 2, 5), 0.25, -1, 3.75), Verdict.WRONG_FACTOR,
                "3/8 times", "sum of sample_weight, 8");
    }

    // 2d/(3·2), 2d/(3·2) and 2d/(3·1) of d = 1, 2, 3 and 4; the counts 2, 1 and 1 alone without the 3 samples
    @Test
    void diagnoseWhenMeanOverSamplesIsMissingShouldBeWrongFactor() {
        TaskBuilder task = TaskBuilder.of(new Mse())
                .rows("predictions", new double[]{1, 2}, new double[]{3, 0}, new double[]{0, 4})
                .rows("targets", new double[2], new double[2], new double[2]).reduction(Reduction.SAMPLE_MEAN)
                .mask(new BooleanTensor(Shape.of(3, 2), new boolean[]{true, true, true, false, false, true}));
        assertVerdict(diagnose(task, 1, 2, 6, 0, 0, 8), Verdict.WRONG_FACTOR, "3 times", "number of samples, 3");
        assertVerdict(diagnose(task, 0.5, 1, 1.5, 0, 0, 2), Verdict.WRONG_SETTING, "with reduction mean");
    }

    // 2 rows of 2 logits: (p − y)/2, and /4 where elements are counted for rows
    @Test
    void diagnoseWhenElementsAreCountedInPlaceOfRowsShouldBeWrongFactor() {
        TaskBuilder task = TaskBuilder.of(new CrossEntropy())
                .rows("predictions", new double[]{0, 0}, new double[]{0, 0}).input("targets", 0, 1);
        assertVerdict(diagnose(task, -0.125, 0.125, 0.125, -0.125), Verdict.WRONG_FACTOR, "number of all elements, 4");
    }

    @Test
    void diagnoseWhenUpstreamGradientIsLeftOutOrAppliedTwiceShouldBeWrongFactor() {
        TaskBuilder task = mse(1, -2, 3).gradOutput(TaskBuilder.scalar(5));
        assertVerdict(diagnose(task, 2 / 3.0, -4 / 3.0, 2), Verdict.WRONG_FACTOR, "1/5 times", "grad_output",
                "left out");
        assertVerdict(diagnose(task, 50 / 3.0, -100 / 3.0, 50), Verdict.WRONG_FACTOR, "5 times", "applied twice");
    }

    @Test
    void diagnoseWhenFactorIsOfUnknownOriginShouldBeWrongFactor() {
        assertVerdict(diagnose(MSE, 0.5, -1, 1.5), Verdict.WRONG_FACTOR, "3/4 times", "constant factor");
    }

    // of numbers that are all ±2/3, any others that are all of one size are a multiple: that says nothing
    @Test
    void diagnoseWhenMagnitudesAreAllTheSameShouldNotBeWrongFactor() {
        assertVerdict(diagnose(mse(1, 1, -1), 0.5, 0.5, -0.5), Verdict.DIFFERENT, "3 of 3");
    }

    // d clipped to ±δ, over 2: δ = 2 gives [0.75, 1], δ = 1 gives [0.5, 0.5]
    @Test
    void diagnoseWhenNumbersAreThoseOfASuspectShouldBeWrongSetting() {
        Task task = huber(2);
        List<Suspect> suspects = List.of(new Suspect("without delta", huber(1)));
        assertVerdict(diagnose(task, suspects, 0.5, 0.5), Verdict.WRONG_SETTING, "same request without delta");
        assertVerdict(diagnose(task, suspects, 0.5, 0.6), Verdict.DIFFERENT);
        assertVerdict(diagnose(task, List.of(), 0.5, 0.5), Verdict.DIFFERENT);
    }

    private static Task huber(double delta) {
        return TaskBuilder.of(new Huber(delta)).input("predictions", 1.5, 3).input("targets", 0, 0).build();
    }

    // 0.6666667 is as many digits as float32 prints of 2/3
    @Test
    void diagnoseWhenRoundedToItShouldBeFloat32() {
        assertVerdict(diagnose(MSE, (float) (2 / 3.0), (float) (-4 / 3.0), 2), Verdict.FLOAT32, "every element",
                "set dtype to float32");
        assertVerdict(diagnose(MSE, 0.6666667, -1.3333334, 2), Verdict.FLOAT32, "7 digits", "every element");
    }

    // a float32 factor is off by up to 2⁻²⁴ = 6·10⁻⁸; finite differences and careful float64 by more and less
    @Test
    void diagnoseWhenErrorIsThatOfAFloat32StepShouldBeFloat32() {
        double[] exact = exact(MSE);
        assertVerdict(diagnose(MSE, times(1 + 0x1p-24, exact)), Verdict.FLOAT32, "7 digits", "some step");
        assertVerdict(diagnose(MSE, times(1 + 1e-5, exact)), Verdict.FEW_DIGITS);
        assertVerdict(diagnose(MSE, times(1 + 1e-10, exact)), Verdict.FEW_DIGITS, "10 digits");
    }

    // p − 1 is −e⁻³⁰ and −e⁻³¹; in float64, where p is rounded first, −843/2⁵³ and −310/2⁵³, and half of it in the mean
    @Test
    void diagnoseWhenErrorsAreThoseOfOneMinusPShouldBeCancellation() {
        TaskBuilder task = TaskBuilder.of(new BinaryCrossEntropyWithLogits()).input("predictions", 30, 31)
                .input("targets", 1, 1);
        assertVerdict(diagnose(task, -843 * 0x1p-54, -310 * 0x1p-54), Verdict.CANCELLATION, "1 - p");
        // an error of 5·10⁻¹⁸, less than rounding p leaves
        assertVerdict(diagnose(task, times(1 + 1e-4, exact(task))), Verdict.FEW_DIGITS, "4 digits");
    }

    // (l(x + h) − l(x))/h of d²/3 is (2d + h)/3: h/2 = 5·10⁻⁶ of the smallest
    @Test
    void diagnoseWhenErrorIsThatOfForwardDifferencesShouldBeFiniteDifferences() {
        double h = 1e-5;
        assertVerdict(diagnose(MSE, (2 + h) / 3, (-4 + h) / 3, (6 + h) / 3), Verdict.FINITE_DIFFERENCES, "5 digits",
                "forward differences", "step of 1e-5");
        assertVerdict(diagnose(MSE, (2 - h) / 3, (-4 - h) / 3, (6 - h) / 3), Verdict.FINITE_DIFFERENCES,
                "backward differences", "step of 1e-5");
    }

    // a twin of the loss in plain float64 arithmetic, as a caller differentiates it
    @ParameterizedTest
    @ValueSource(doubles = {1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7})
    void diagnoseWhenMadeByCentralDifferencesShouldBeFiniteDifferences(double h) {
        double[] logits = {0.3, -1.7, 2.2, 0.9};
        double[] targets = {1, 0, 0.25, 1};
        double[] gradient = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            gradient[i] = (plainLoss(logits, targets, i, h) - plainLoss(logits, targets, i, -h)) / (2 * h);
        }
        TaskBuilder task = TaskBuilder.of(new BinaryCrossEntropyWithLogits()).input("predictions", logits)
                .input("targets", targets);
        assertVerdict(diagnose(task, gradient), Verdict.FINITE_DIFFERENCES, "central differences",
                "step of " + Double.toString(h).replace(".0E", "e"));
    }

    private static double plainLoss(double[] logits, double[] targets, int moved, double step) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            double logit = logits[i] + (i == moved ? step : 0);
            sum += Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(logit, 0) - logit * targets[i];
        }
        return sum / logits.length;
    }

    // errors of the size of those of central differences with h = 10⁻³ and 10⁻⁵, but not theirs
    @Test
    void diagnoseWhenErrorsAreOnlyAsLargeShouldNotBeFiniteDifferences() {
        double[] exact = exact(MSE);
        assertVerdict(diagnose(MSE, exact[0] * (1 + 3.1e-7), exact[1], exact[2] * (1 - 2.2e-7)), Verdict.FLOAT32);
        assertVerdict(diagnose(MSE, exact[0] * (1 + 3.1e-11), exact[1], exact[2] * (1 - 2.2e-11)), Verdict.FEW_DIGITS);
    }

    @Test
    void diagnoseWhenRoundedToDecimalsShouldBeRounded() {
        assertVerdict(diagnose(MSE, 0.67, -1.33, 2), Verdict.ROUNDED, "rounded to 2 decimal places");
        assertVerdict(diagnose(MSE, 0.667, -1.33, 2), Verdict.ROUNDED, "rounded to 3 significant digits");
        assertVerdict(diagnose(MSE, 0.6, -1.3, 2), Verdict.ROUNDED, "cut off after 1 decimal place,");
        assertVerdict(diagnose(MSE, 0.66666666667, -1.33333333333, 2), Verdict.ROUNDED, "11 decimal places");
        assertVerdict(diagnose(mse(1e-7, 1).reduction(Reduction.SUM), 0, 2.0001), Verdict.FEW_DIGITS);
        assertVerdict(diagnose(mse(1.00004, 1e-7).reduction(Reduction.SUM), 2.0001, 0), Verdict.ROUNDED,
                "rounded to 4 decimal places");
    }

    // 0.668 is not 2/3 to three digits
    @Test
    void diagnoseWhenOneDigitIsWrongShouldNotBeRounded() {
        assertVerdict(diagnose(MSE, 0.668, -1.33, 2), Verdict.DIFFERENT);
    }

    // softmax of [0, 0, log 2] is [1/4, 1/4, 1/2], of [0, 0, 0] 1/3 each
    @Test
    void diagnoseWhenRowsAreMultiplesOfTheSoftmaxShouldBeTargetNotSubtracted() {
        TaskBuilder task = TaskBuilder.of(new CrossEntropy())
                .rows("predictions", new double[]{0, 0, Math.log(2)}, new double[]{0, 0, 0}).input("targets", 2, 0);
        assertVerdict(diagnose(task, 0.125, 0.125, 0.25, 1 / 6.0, 1 / 6.0, 1 / 6.0), Verdict.TARGET_NOT_SUBTRACTED,
                "softmax");
        assertVerdict(diagnose(task, 0.25, 0.25, 0.5, 1 / 3.0, 1 / 3.0, 1 / 3.0), Verdict.TARGET_NOT_SUBTRACTED);
        assertVerdict(diagnose(task, 0.125, 0.25, 0.125, 1 / 6.0, 1 / 6.0, 1 / 6.0), Verdict.DIFFERENT);
    }

    // 2x/3, where the gradient is 2(x − t)/3
    @Test
    void diagnoseWhenGradientIsThatForTargetsOfZeroShouldBeTargetNotSubtracted() {
        TaskBuilder task = TaskBuilder.of(new Mse()).input("predictions", 1, -2, 3).input("targets", 1, 1, 0);
        assertVerdict(diagnose(task, 2 / 3.0, -4 / 3.0, 2), Verdict.TARGET_NOT_SUBTRACTED, "targets of 0");
        assertVerdict(diagnose(task, 2 / 3.0, -4 / 3.0, 2.5), Verdict.DIFFERENT);
    }

    // up to an error of 10⁻³
    @Test
    void diagnoseWhenLessThanThreeAreRightShouldNotBeFewDigits() {
        assertVerdict(diagnose(MSE, 2 / 3.0, -4 / 3.0, 2 * (1 - 0.00091)), Verdict.FEW_DIGITS, "3 digits");
        assertVerdict(diagnose(MSE, 2 / 3.0, -4 / 3.0, 2 * (1 - 0.00111)), Verdict.DIFFERENT, "1 of 3");
    }

    @Test
    void diagnoseWhenShiftedOrReversedShouldBeWrongPlace() {
        assertVerdict(diagnose(MSE, 2, 2 / 3.0, -4 / 3.0), Verdict.WRONG_PLACE, "shifted", "to the right");
        assertVerdict(diagnose(MSE, -4 / 3.0, 2, 2 / 3.0), Verdict.WRONG_PLACE, "shifted", "to the left");
        assertVerdict(diagnose(MSE, 2, -4 / 3.0, 2 / 3.0), Verdict.WRONG_PLACE, "reverse");
    }

    // 2d/4 of [[1, 2], [3, 4]], and 2d/6 of [[1, 2, 3], [4, 5, 6]]
    @Test
    void diagnoseWhenTransposedShouldBeWrongPlace() {
        assertVerdict(diagnose(matrix(2, 2), 0.5, 1.5, 1, 2), Verdict.WRONG_PLACE, "transposed");
        assertVerdict(diagnose(matrix(2, 3), times(1 / 3.0, 1, 4, 2, 5, 3, 6)), Verdict.WRONG_PLACE, "column-major");
        assertVerdict(diagnose(matrix(2, 3), times(1 / 3.0, 1, 3, 5, 2, 4, 6)), Verdict.WRONG_PLACE, "column-major");
    }

    private static TaskBuilder matrix(int rows, int columns) {
        Shape shape = Shape.of(rows, columns);
        double[] numbers = new double[rows * columns];
        Arrays.setAll(numbers, i -> i + 1);
        return TaskBuilder.of(new Mse()).input("predictions", tensor(shape, numbers)).input("targets",
                Tensor.zeros(shape, DType.FLOAT64));
    }

    // 2d/4 of [1, 2, 3, 4] with two exchanged, which is no shift, reversal or transposition
    @Test
    void diagnoseWhenTwoElementsAreExchangedShouldNotBeWrongPlace() {
        assertVerdict(diagnose(mse(1, 2, 3, 4), 1, 0.5, 1.5, 2), Verdict.DIFFERENT, "2 of 4");
    }

    @Test
    void diagnoseWhenNothingIsRecognizedShouldBeDifferent() {
        assertVerdict(diagnose(MSE, 2 / 3.0, -4 / 3.0, 7), Verdict.DIFFERENT, "1 of 3", "The others agree");
        assertVerdict(diagnose(MSE, 5, 6, 7), Verdict.DIFFERENT, "3 of 3", "No multiple");
    }

    // the loss is (1 + 4 + 9)/3, its sum 14
    @Test
    void lossWhenDivisionIsMissingShouldBeAWrongFactor() {
        assertVerdict(diagnoseLoss(14), Verdict.WRONG_FACTOR, "3 times", "division by 3");
    }

    // unlike that of a gradient, half the loss is no derivative of a square; one number has no direction to be right
    @Test
    void lossWhenHalvedShouldBeDifferent() {
        assertVerdict(diagnoseLoss(7 / 3.0), Verdict.DIFFERENT, "the only element");
    }

    private static Diagnosis diagnoseLoss(double loss) {
        return new GradientCheck(MSE.build(), 1e-12, List::of).loss(TaskBuilder.scalar(loss)).diagnosis();
    }
}
