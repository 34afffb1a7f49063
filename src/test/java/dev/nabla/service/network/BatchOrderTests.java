package dev.nabla.service.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchOrderTests {

    private static int[] rows(BatchOrder order, long step) {
        return Objects.requireNonNull(order.at(step).rows());
    }

    @Test
    void atWithoutSeedShouldTakeTheSamplesInOrder() {
        BatchOrder order = new BatchOrder(7, 3, OptionalLong.empty());
        assertThat(rows(order, 0)).containsExactly(0, 1, 2);
        assertThat(rows(order, 1)).containsExactly(3, 4, 5);
        assertThat(rows(order, 2)).containsExactly(6);
        assertThat(rows(order, 3)).containsExactly(0, 1, 2);
    }

    // Printed by the Python program of docs/learning.md, which has a SplitMix64 of its own.
    @Test
    void atWithSeedShouldTakeTheDocumentedOrder() {
        BatchOrder order = new BatchOrder(7, 3, OptionalLong.of(5));
        assertThat(IntStream.range(0, 6).mapToObj(step -> rows(order, step))).containsExactly(new int[]{5, 6, 3},
                new int[]{0, 1, 4}, new int[]{2}, new int[]{5, 0, 1}, new int[]{4, 2, 3}, new int[]{6});
    }

    @Test
    void atShouldFindAnyStepWithoutThoseBeforeIt() {
        BatchOrder inOrder = new BatchOrder(10, 4, OptionalLong.of(-3));
        IntStream.range(0, 50).forEach(step -> {
            int[] expected = rows(inOrder, step);
            assertThat(rows(new BatchOrder(10, 4, OptionalLong.of(-3)), step)).isEqualTo(expected);
        });
    }

    @Test
    void everyEpochShouldHaveEverySampleOnceInAnOrderOfItsOwn() {
        BatchOrder order = new BatchOrder(100, 7, OptionalLong.of(1));
        int[][] epochs = new int[3][];
        for (int epoch = 0; epoch < 3; epoch++) {
            int first = epoch * order.stepsOfEpoch();
            epochs[epoch] = IntStream.range(first, first + order.stepsOfEpoch())
                    .flatMap(step -> Arrays.stream(rows(order, step))).toArray();
            assertThat(epochs[epoch]).containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
        }
        assertThat(epochs[0]).isNotEqualTo(epochs[1]);
        assertThat(epochs[1]).isNotEqualTo(epochs[2]);
    }

    @Test
    void batchWhenLargerThanAllSamplesShouldHaveAllOfThem() {
        BatchOrder order = new BatchOrder(2, 1000, OptionalLong.empty());
        assertThat(rows(order, 5)).containsExactly(0, 1);
        assertThat(order.stepsOfEpoch()).isOne();
    }
}
