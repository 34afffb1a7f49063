package dev.nabla.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Task;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.classification.BinaryCrossEntropy;
import dev.nabla.loss.regression.L1;
import dev.nabla.loss.regression.Mse;
import dev.nabla.loss.regression.Quantile;
import org.junit.jupiter.api.Test;

/** The gradient on both sides of an element. */
class OneSidedGradientsTests {

    private static final Tolerance TOLERANCE = new Tolerance(1e-4, 0);

    private static TaskBuilder at(TaskBuilder loss, double... predictions) {
        return loss.input("predictions", predictions).input("targets", new double[predictions.length])
                .reduction(Reduction.SUM);
    }

    private static OneSidedGradients gradients(Task task, int... positions) {
        return new OneSidedGradients(task, "predictions", positions);
    }

    // slopes −0.9 and 0.1 at 0; the second element stays where it is
    @Test
    void boundsShouldBeTheSlopesBelowAndAbove() {
        OneSidedGradients gradients = gradients(at(TaskBuilder.of(new Quantile(0.9)), 0, 3).build(), 0);
        assertThat(gradients.lower(0)).isEqualTo(-0.9);
        assertThat(gradients.upper(0)).isEqualTo(1 - 0.9);
        assertThat(gradients.lower(1)).isEqualTo(gradients.upper(1));
    }

    // what others take at a kink: either slope, or the mean of both
    @Test
    void explainWhenNumberIsAUsualChoiceShouldHold() {
        OneSidedGradients gradients = gradients(at(TaskBuilder.of(new L1()), 0, 3).build(), 0);
        assertThat(gradients.explain(new double[]{-1, 1}, TOLERANCE)).isTrue();
        assertThat(gradients.explain(new double[]{1, 1}, TOLERANCE)).isTrue();
        assertThat(gradients.explain(new double[]{0, 1}, TOLERANCE)).isTrue();
        assertThat(gradients.explain(new double[]{0.5, 1}, TOLERANCE)).isFalse();
        assertThat(gradients.explain(new double[]{2, 1}, TOLERANCE)).isFalse();
    }

    @Test
    void explainWhenOneOfSeveralElementsIsNoKinkShouldNotHold() {
        OneSidedGradients gradients = gradients(at(TaskBuilder.of(new L1()), 0, 3).build(), 0, 1);
        assertThat(gradients.explain(new double[]{1, 1}, TOLERANCE)).isFalse();
    }

    @Test
    void explainWhenLossIsSmoothShouldNotHold() {
        OneSidedGradients gradients = gradients(at(TaskBuilder.of(new Mse()), 1).build(), 0);
        assertThat(gradients.explain(new double[]{2}, TOLERANCE)).isFalse();
    }

    // below 0 there are no probabilities
    @Test
    void explainWhenOneSideIsOutsideTheDomainShouldNotHold() {
        OneSidedGradients gradients = gradients(at(TaskBuilder.of(new BinaryCrossEntropy()), 0).build(), 0);
        assertThat(gradients.explain(new double[]{1}, TOLERANCE)).isFalse();
    }
}
