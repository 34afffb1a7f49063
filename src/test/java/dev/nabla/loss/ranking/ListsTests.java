package dev.nabla.loss.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.request.Fault;
import dev.nabla.tensor.Shape;
import org.junit.jupiter.api.Test;

class ListsTests {

    /** The loss of a pair of equal scores. */
    private static final double LOG_2 = 0.6931471805599453;

    /** Equal scores, of which the first and the third are relevant. */
    private static TaskBuilder items() {
        return TaskBuilder.of(new PairwiseLogistic()).input("predictions", 0, 0, 0, 0).input("targets", 1, 0, 1, 0)
                .reduction(Reduction.NONE);
    }

    private static TaskBuilder rows() {
        return TaskBuilder.of(new PairwiseLogistic()).rows("predictions", new double[2][2])
                .rows("targets", new double[2][2]);
    }

    private static void assertFault(TaskBuilder task, String field, String detail) {
        Fault fault = task.fault();
        assertThat(fault.field()).isEqualTo(field);
        assertThat(fault.detail()).isEqualTo(detail);
    }

    // By hand: one pair in each group, and groups in the order in which their ids first occur.
    @Test
    void idsShouldNeedNoOrder() {
        assertThat(items().input("group_ids", 9, 5, 5, 9).answer().loss()).containsExactly(LOG_2, LOG_2);
        assertThat(items().input("group_ids", 9, 5, 5, 5).answer().loss()).containsExactly(0, LOG_2);
        assertThat(items().input("group_ids", 9, 5, 5, 9).answer().gradient()).containsExactly(-0.5, 0.5, -0.5, 0.5);
    }

    // From the reference: a list without items is not counted; one of one item is, and has no pair.
    @Test
    void groupsOfSizeZeroShouldNotCount() {
        TaskBuilder task = items().input("group_sizes", 0, 1, 3, 0);
        assertThat(task.answer().loss()).containsExactly(0, 0, LOG_2, 0);
        assertThat(task.reduction(Reduction.MEAN).answer().loss()).containsExactly(LOG_2 / 2);
    }

    @Test
    void answerWhenThereIsNoItemShouldBeNothing() {
        TaskBuilder none = TaskBuilder.of(new PairwiseLogistic()).input("predictions").input("targets");
        assertThat(none.answer().loss()).containsExactly(Double.NaN);
        assertThat(none.input("group_ids").reduction(Reduction.SUM).answer().loss()).containsExactly(0);
        TaskBuilder empty = TaskBuilder.of(new PairwiseLogistic())
                .input("predictions", TaskBuilder.tensor(Shape.of(3, 0)))
                .input("targets", TaskBuilder.tensor(Shape.of(3, 0))).reduction(Reduction.NONE);
        assertThat(empty.answer().loss()).containsExactly(0, 0, 0);
    }

    @Test
    void sampleWeightShouldHaveOnePlacePerGroup() {
        assertThat(items().input("group_ids", 9, 5, 5, 9).sampleWeight(2, 1).answer().loss())
                .containsExactly(2 * LOG_2, LOG_2);
        assertFault(items().input("group_ids", 9, 5, 5, 9).sampleWeight(1, 1, 1, 1), "sample_weight",
                "sample_weight must have the shape [2] of the unreduced loss, has [4]");
    }

    @Test
    void sizesShouldAddUpToTheNumberOfItems() {
        assertFault(items().input("group_sizes", 2, 1), "group_sizes",
                "group_sizes must add up to 4, the number of predictions, add up to 3");
        assertFault(items().input("group_sizes", 2, 5), "group_sizes",
                "must be a length, an integer from 0 to 4, got 5");
    }

    @Test
    void groupsShouldBeGivenInOneWay() {
        assertFault(items().input("group_ids", 1, 1, 2, 2).input("group_sizes", 2, 2), "group_sizes",
                "group_sizes must not be sent beside group_ids");
        assertFault(rows().rows("group_ids", new double[2][2]), "group_ids",
                "group_ids are for predictions with one axis; predictions have the shape [2, 2]");
        assertFault(rows().input("group_sizes", 2, 0), "group_sizes",
                "group_sizes are for predictions with one axis; predictions have the shape [2, 2]");
    }

    @Test
    void predictionsShouldHaveOneAxisOrTwo() {
        TaskBuilder cube = TaskBuilder.of(new PairwiseLogistic())
                .input("predictions", TaskBuilder.tensor(Shape.of(1, 1, 2), 0, 0))
                .input("targets", TaskBuilder.tensor(Shape.of(1, 1, 2), 0, 1));
        assertFault(cube, "predictions",
                "predictions must have the axes (N, L), or one axis, has the shape [1, 1, 2]");
        TaskBuilder number = TaskBuilder.of(new PairwiseLogistic()).input("predictions", TaskBuilder.scalar(1))
                .input("targets", TaskBuilder.scalar(1));
        assertThat(number.fault().field()).isEqualTo("predictions");
    }

    @Test
    void groupIdWhenItsItemIsMaskedShouldBeAnything() {
        TaskBuilder bad = items().input("group_ids", 5, 5, 5, 2.5);
        assertThat(bad.fault().index()).containsExactly(3);
        assertThat(Evaluator.check(bad.mask(true, true, true, false).build())).isEmpty();
    }
}
