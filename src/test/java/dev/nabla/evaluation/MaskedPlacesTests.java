package dev.nabla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import dev.nabla.loss.Row;
import dev.nabla.loss.RowwiseLoss;
import dev.nabla.loss.TaskBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The code of a loss is not run for masked or ignored places. */
class MaskedPlacesTests {

    private static final Input PREDICTIONS = Input.numbers("predictions", "numbers").within("[0, inf)")
            .twiceDifferentiable();

    private static double positive(double number) {
        if (!(number >= 0)) {
            throw new AssertionError("evaluated at " + number);
        }
        return number;
    }

    private record OfOneInput() implements ElementwiseLoss {

        @Override
        public List<Input> inputs() {
            return List.of(PREDICTIONS);
        }

        @Override
        public double value(double[] inputs) {
            return positive(inputs[0]);
        }

        @Override
        public void gradient(double[] inputs, double[] gradient) {
            gradient[0] = positive(inputs[0]);
        }

        @Override
        public void hessian(double[] inputs, double[] hessian) {
            hessian[0] = positive(inputs[0]);
        }
    }

    private record OfPrediction() implements PredictionLoss {

        @Override
        public List<Input> inputs() {
            return List.of(PREDICTIONS, Input.numbers("targets", "numbers"));
        }

        @Override
        public double value(double prediction, double target) {
            return positive(prediction);
        }

        @Override
        public double gradient(double prediction, double target) {
            return positive(prediction);
        }

        @Override
        public double hessian(double prediction, double target) {
            return positive(prediction);
        }
    }

    private record OfRow() implements RowwiseLoss {

        @Override
        public List<Input> inputs() {
            return List.of(Input.numbers("predictions", "rows").within("[0, inf)").differentiable(),
                    Input.classes("targets", "classes"));
        }

        @Override
        public OptionalLong ignoredIndex() {
            return OptionalLong.of(-1);
        }

        @Override
        public double divisor(Row row) {
            return positive(row.element(1));
        }

        @Override
        public double evaluate(Row row) {
            double[] gradient = row.gradient(0);
            if (gradient != null) {
                Arrays.fill(gradient, 1);
            }
            return positive(row.elements(0)[0]);
        }
    }

    // By hand: (2 + 4)/2, and each place's own number halved.
    @Test
    void elementsWhenMaskedShouldNotBeEvaluated() {
        for (ElementwiseLoss loss : List.of(new OfOneInput(), new OfPrediction())) {
            TaskBuilder task = TaskBuilder.of(loss).input("predictions", -1, 2, Double.NaN, 4, -3)
                    .mask(false, true, false, true, false);
            if (loss.inputs().size() > 1) {
                task.input("targets", 0, 0, 0, 0, 0);
            }
            EvaluationView answer = task.answer();
            assertThat(answer.loss()).containsExactly(3);
            assertThat(answer.gradient()).containsExactly(0, 1, 0, 2, 0);
            assertThat(answer.hessian()).containsExactly(0, 1, 0, 2, 0);
        }
    }

    // By hand: blocks have 2048 elements; every third is masked, in whole blocks and in the last, shorter one.
    @Test
    void elementsWhenMaskedInSeveralBlocksShouldNotBeEvaluated() {
        int count = 5000;
        double[] predictions = new double[count];
        boolean[] mask = new boolean[count];
        double[] expected = new double[count];
        for (int i = 0; i < count; i++) {
            mask[i] = i % 3 != 0;
            predictions[i] = mask[i] ? i : -1;
            expected[i] = mask[i] ? i / 3333.0 : 0;
        }
        assertThat(TaskBuilder.of(new OfOneInput()).input("predictions", predictions).mask(mask).answer().gradient())
                .containsExactly(expected);
    }

    // By hand: of the rows only the second is left.
    @Test
    void rowsWhenMaskedOrIgnoredShouldNotBeEvaluated() {
        EvaluationView answer = TaskBuilder.of(new OfRow())
                .rows("predictions", new double[]{-1, -1}, new double[]{5, 0}, new double[]{7, 0})
                .input("targets", -9, 1, -1).mask(false, true, true).answer();
        assertThat(answer.loss()).containsExactly(5);
        assertThat(answer.gradient()).containsExactly(0, 0, 1, 1, 0, 0);
    }
}
