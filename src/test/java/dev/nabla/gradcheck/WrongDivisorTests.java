package dev.nabla.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.classification.CrossEntropy;
import dev.nabla.loss.regression.Mse;
import org.junit.jupiter.api.Test;

/** What a sum of losses may be divided by, by mistake. */
class WrongDivisorTests {

    // 3 rows of 2 logits, one of which is ignored
    @Test
    void ofWhenRowsAreIgnoredShouldCountThemApart() {
        TaskBuilder task = TaskBuilder.of(new CrossEntropy())
                .rows("predictions", new double[]{0, 0}, new double[]{0, 0}, new double[]{0, 0})
                .input("targets", 0, -100, 1);
        assertThat(WrongDivisor.of(task.build())).extracting(WrongDivisor::description, WrongDivisor::value)
                .containsExactly(tuple("number of values that are not masked or ignored", 2.0),
                        tuple("number of all values", 3.0), tuple("number of all elements", 6.0),
                        tuple("size of the first axis", 3.0), tuple("size of the last axis", 2.0));
    }

    // 1 + 5, the masked 2 left out
    @Test
    void ofWhenWeightedShouldSumTheUnmaskedWeights() {
        TaskBuilder task = TaskBuilder.of(new Mse()).input("predictions", 1, 2, 3).input("targets", 0, 0, 0)
                .sampleWeight(1, 2, 5).mask(true, false, true);
        assertThat(WrongDivisor.of(task.build())).last().isEqualTo(new WrongDivisor("sum of sample_weight", 6));
    }

    // nor by 0, where all is masked
    @Test
    void ofShouldNotDivideByOne() {
        TaskBuilder task = TaskBuilder.of(new Mse()).input("predictions", 1).input("targets", 0).mask(false);
        assertThat(WrongDivisor.of(task.build())).isEmpty();
    }
}
