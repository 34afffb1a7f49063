package dev.nabla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.classification.CrossEntropy;
import dev.nabla.loss.regression.Mse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Elements that are neither masked nor ignored. */
class ActiveElementsTests {

    private static int[] active(TaskBuilder task) {
        Task built = task.build();
        ActiveElements elements = new ActiveElements(built);
        return IntStream.range(0, built.firstShape().elements()).filter(elements::contains).toArray();
    }

    @Test
    void containsWhenMaskedShouldFollowTheMask() {
        TaskBuilder task = TaskBuilder.of(new Mse()).input("predictions", 1, 2, 3).input("targets", 0, 0, 0);
        assertThat(active(task)).containsExactly(0, 1, 2);
        assertThat(active(task.mask(true, false, true))).containsExactly(0, 2);
    }

    // rows of two logits: the second is masked, the third is ignored, as class −100
    @Test
    void containsWhenRowIsMaskedOrIgnoredShouldLeaveAllOfItOut() {
        TaskBuilder task = TaskBuilder.of(new CrossEntropy())
                .rows("predictions", new double[]{0, 0}, new double[]{0, 0}, new double[]{0, 0}, new double[]{0, 0})
                .input("targets", 0, 1, -100, 1).mask(true, false, true, true);
        assertThat(active(task)).containsExactly(0, 1, 6, 7);
        ActiveElements elements = new ActiveElements(task.build());
        assertThat(elements.activeValues()).isEqualTo(2);
        assertThat(elements.values()).isEqualTo(4);
    }
}
