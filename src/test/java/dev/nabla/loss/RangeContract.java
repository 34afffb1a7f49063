package dev.nabla.loss;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
import dev.nabla.oracle.NoExactAnswerException;
import dev.nabla.oracle.Oracle;
import dev.nabla.trial.Trials;
import org.junit.jupiter.api.Test;

/** A loss of the catalog is as accurate at the ends of the range of float64 as within it. */
interface RangeContract<L extends Loss> extends AccuracyContract<L> {

    int POINTS = 8;

    /** No answer is NaN, since inputs are finite; where the exact one is known, it is met. */
    @Test
    default void answerWhenNumbersAreAtTheEndsOfTheRangeShouldBeWithinItsBudget() {
        Misses misses = new Misses();
        Trials.of(ExtremePoints.of(this, POINTS)).forEach(point -> {
            Oracle oracle = new Oracle(point.task(), formula(point.loss()));
            for (Task task : point.tasks()) {
                assertThat(new EvaluationView(Evaluator.evaluate(task)).containsNaN()).as("NaN at %s", point).isFalse();
                try {
                    AccuracyContract.addAll(misses, point, deviations(oracle, task).stream(),
                            deviation -> deviation.exact().hasDigits() && isTooFar(deviation));
                } catch (NoExactAnswerException _) {
                    misses.addHit();
                }
            }
        });
        assertThat(misses.isEmpty()).as("seed %d", SEED).withFailMessage(misses::toString).isTrue();
    }
}
