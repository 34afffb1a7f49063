package dev.nabla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.classification.BinaryCrossEntropy;
import dev.nabla.loss.classification.BinaryCrossEntropyWithLogits;
import dev.nabla.loss.classification.CrossEntropy;
import dev.nabla.loss.classification.Nll;
import dev.nabla.loss.probabilistic.GaussianNll;
import dev.nabla.loss.regression.Mse;
import dev.nabla.loss.regression.Rmse;
import dev.nabla.request.Fault;
import dev.nabla.request.Literal;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TaskChecksTests {

    private static final double[][] TWO_ROWS = new double[2][3];

    private static void assertFault(TaskBuilder task, String field, String... details) {
        assertFaultAt(task, field, new int[0], details);
    }

    private static void assertFaultAt(TaskBuilder task, String field, int[] index, String... details) {
        Fault fault = task.fault();
        assertThat(fault.field()).isEqualTo(field);
        assertThat(fault.index()).containsExactly(index);
        assertThat(details).allSatisfy(detail -> assertThat(fault.detail()).contains(detail));
    }

    private static void assertSound(TaskBuilder task) {
        assertThat(Evaluator.check(task.build())).isEmpty();
    }

    private static TaskBuilder mse() {
        return TaskBuilder.of(new Mse()).input("predictions", 1, 2, 3).input("targets", 1, 2, 3);
    }

    private static TaskBuilder crossEntropy() {
        return TaskBuilder.of(new CrossEntropy()).rows("predictions", TWO_ROWS).input("targets", 0, 2);
    }

    @Test
    void checkWhenTaskIsSoundShouldFindNothing() {
        assertSound(mse());
        assertSound(crossEntropy());
    }

    @Test
    void checkWhenOptionalInputIsMissingShouldFindNothing() {
        assertSound(TaskBuilder.of(new BinaryCrossEntropyWithLogits()).input("predictions", 1).input("targets", 1));
    }

    @Test
    void checkWhenShapesDifferShouldNotBroadcast() {
        TaskBuilder column = TaskBuilder.of(new Mse()).rows("predictions", new double[][]{{1}, {2}});
        assertFault(column.input("targets", 1, 2), "targets", "[2, 1]", "has [2]");
    }

    @Test
    void checkWhenIndicesAreNotOnePerRowShouldSayBothShapes() {
        assertFault(crossEntropy().input("targets", 0, 1, 2), "targets", "[2] (class indices)",
                "[2, 3] (probabilities)", "has [3]");
        assertFault(TaskBuilder.of(new Nll()).rows("predictions", TWO_ROWS).rows("targets", TWO_ROWS), "targets",
                "[2]", "has [2, 3]");
    }

    @Test
    void checkWhenWeightIsNotOnePerClassShouldSaySo() {
        assertFault(crossEntropy().input("weight", 1, 2), "weight", "[3], one number per class", "has [2]");
    }

    @Test
    void checkWhenVarianceDoesNotFitShouldOfferANumberOrTheLastAxisOfOne() {
        TaskBuilder task = TaskBuilder.of(new GaussianNll()).rows("predictions", TWO_ROWS).rows("targets", TWO_ROWS);
        assertSound(task.rows("var", new double[][]{{1}, {2}}));
        assertSound(task.input("var", TaskBuilder.scalar(1)));
        assertFault(task.rows("var", new double[][]{{1, 2, 3}}), "var", "a number", "[2, 3]", "last axis of 1",
                "has [1, 3]");
        assertFault(task.input("var", 1), "var", "has [1]");
    }

    @Test
    void checkWhenPosWeightDoesNotFitShouldOfferNumberOrLastAxis() {
        TaskBuilder task = TaskBuilder.of(new BinaryCrossEntropyWithLogits()).rows("predictions", TWO_ROWS)
                .rows("targets", TWO_ROWS);
        assertSound(task.input("pos_weight", TaskBuilder.scalar(2)));
        assertSound(task.input("pos_weight", 1, 2, 3));
        assertFault(task.input("pos_weight", 1, 2), "pos_weight", "[] (a number)", "[3]", "has [2]");
    }

    @Test
    void checkWhenSharedFieldsDoNotFitShouldNameTheShapeTheyMustHave() {
        assertFault(mse().sampleWeight(1, 2), "sample_weight", "[3]", "unreduced loss", "has [2]");
        assertFault(crossEntropy().mask(true, false, true), "mask", "[2]", "unreduced loss", "has [3]");
        assertFault(mse().gradOutput(TaskBuilder.vector(1, 2, 3)), "grad_output", "[]", "returned loss", "has [3]");
        assertFault(mse().reduction(Reduction.NONE).gradOutput(TaskBuilder.scalar(1)), "grad_output", "[3]",
                "has []");
    }

    @Test
    void checkWhenIndexIsNoneShouldSayWhereAndWhatWouldBeRight() {
        for (double index : new double[]{3, -1, 1.5, Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
            assertFaultAt(crossEntropy().input("targets", 0, index), "targets", new int[]{1}, "from 0 to 2", "-100",
                    "got " + Literal.number(index));
        }
        assertSound(crossEntropy().input("targets", 0, -100));
        assertSound(crossEntropy().input("targets", -0.0, 2));
    }

    @Test
    void checkWhenNumberIsOutsideItsDomainShouldSayWhere() {
        TaskBuilder task = TaskBuilder.of(new BinaryCrossEntropy())
                .rows("predictions", new double[][]{{0, 1}, {0.5, 2}})
                .rows("targets", new double[2][2]);
        assertFaultAt(task, "predictions", new int[]{1, 1}, "in [0, 1]", "got 2");
        assertFaultAt(crossEntropy().rows("targets", new double[][]{{0, 1, 0}, {0.5, -0.5, 1}}), "targets",
                new int[]{1, 1}, ">= 0", "got -0.5");
        assertFaultAt(crossEntropy().input("weight", 1, Double.POSITIVE_INFINITY, 1), "weight", new int[]{1},
                "finite");
        assertFaultAt(mse().sampleWeight(1, Double.NaN, 1), "sample_weight", new int[]{1}, "a finite number");
        assertFaultAt(TaskBuilder.of(new Rmse()).input("predictions", 1, 2).input("targets", 1, 2).sampleWeight(1, -1),
                "sample_weight", new int[]{1}, ">= 0", "got -1");
    }

    @Test
    void checkWhenPlaceIsMaskedShouldLetAnythingThrough() {
        assertSound(
                TaskBuilder.of(new BinaryCrossEntropy()).input("predictions", 0.5, 7).input("targets", 1, Double.NaN)
                        .mask(true, false));
        assertSound(crossEntropy().input("targets", 0, 99.5).mask(true, false));
        assertSound(crossEntropy().rows("targets", new double[][]{{0, 1, 0}, {-1, Double.NaN, 0}}).mask(true, false));
        assertFaultAt(crossEntropy().input("targets", 7, 99.5).mask(true, false), "targets", new int[]{0});
    }

    @Test
    void checkWhenVarianceServesRowShouldLetItThroughOnlyIfAllOfTheRowIsMasked() {
        TaskBuilder task = TaskBuilder.of(new GaussianNll()).rows("predictions", new double[2][2])
                .rows("targets", new double[2][2]).rows("var", new double[][]{{1}, {-1}});
        assertSound(task.mask(mask(true, true, false, false)));
        assertFaultAt(task.mask(mask(true, true, true, false)), "var", new int[]{1, 0}, "got -1");
    }

    @Test
    void checkWhenParameterIsBadShouldNotBeSavedByMask() {
        assertFaultAt(crossEntropy().input("weight", 1, -1, 1).mask(false, false), "weight", new int[]{1});
    }

    @Test
    void checkWhenAxisIsNoneOfThePredictionsShouldSayItsRange() {
        assertFault(crossEntropy().axis(2), "axis", "from -2 to 1", "got 2");
        assertFault(crossEntropy().axis(-3), "axis", "got -3");
        assertSound(TaskBuilder.of(new CrossEntropy()).rows("predictions", TWO_ROWS).input("targets", 0, 1, 1).axis(0));
    }

    @Test
    void checkWhenThereIsNoClassShouldRefuse() {
        assertFault(TaskBuilder.of(new CrossEntropy()).input("predictions", TaskBuilder.scalar(1)).input("targets",
                TaskBuilder.scalar(0)), "predictions", "class axis");
        Tensor empty = TaskBuilder.tensor(Shape.of(2, 0));
        assertFault(TaskBuilder.of(new CrossEntropy()).input("predictions", empty).input("targets", 0, 0),
                "predictions", "at least one class");
    }

    @Test
    void checkWhenSeveralFieldsAreWrongShouldAnswerOneFaultForEach() {
        TaskBuilder task = crossEntropy().input("targets", 9, 9).input("weight", 1).sampleWeight(1);
        assertThat(Evaluator.check(task.build())).extracting(Fault::field).containsExactly("sample_weight", "targets",
                "weight");
    }

    private static BooleanTensor mask(boolean... values) {
        return new BooleanTensor(Shape.of(2, 2), values);
    }
}
