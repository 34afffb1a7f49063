package dev.nabla.loss.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.loss.BatchLoss;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.request.Fault;
import dev.nabla.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;
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

    /** What is known of six items in groups before they are computed. */
    private record Items(int field, Shape shape, Optional<double[]> known) implements BatchLoss.Inputs {

        static long pairs(int field, double... groups) {
            return Lists.pairs(new Items(field, Shape.of(groups.length), Optional.of(groups)));
        }

        static long pairsOfUnknown(int field, int count) {
            return Lists.pairs(new Items(field, Shape.of(count), Optional.empty()));
        }

        @Override
        public boolean isSent(int input) {
            return input < 2 || input == field;
        }

        @Override
        public Shape shape(int input) {
            return input < 2 ? Shape.of(6) : shape;
        }

        @Override
        public Optional<double[]> known(int input) {
            return input < 2 ? Optional.empty() : known;
        }
    }

    private static final int IDS = 2;
    private static final int SIZES = 3;

    // n items have at most n²/2 pairs: 4²/2 + 2²/2
    @Test
    void pairsShouldBeThoseOfTheGroups() {
        assertThat(Items.pairs(SIZES, 4, 2)).isEqualTo(10);
        assertThat(Items.pairs(IDS, 9, 9, 5, 9, 5, 9)).isEqualTo(10);
        assertThat(Items.pairs(SIZES, 0, 1, 0, 5)).isEqualTo(12);
    }

    // 6²/2
    @Test
    void pairsWhenGroupsAreNotKnownOrNoneOfTheItemsShouldBeThoseOfOneList() {
        assertThat(Items.pairsOfUnknown(SIZES, 3)).isEqualTo(18);
        assertThat(Items.pairsOfUnknown(IDS, 6)).isEqualTo(18);
        for (double[] wrong : new double[][]{{1, 2}, {9, -3}, {1e300, -1e300, 6}, {Double.NaN, 6}, {}}) {
            assertThat(Items.pairs(SIZES, wrong)).as(Arrays.toString(wrong)).isEqualTo(18);
        }
        assertThat(Items.pairs(IDS, Double.NaN, Double.NaN, 1, 1, 1, Double.POSITIVE_INFINITY)).isEqualTo(6);
    }
}
