package dev.nabla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.classification.CrossEntropy;
import dev.nabla.loss.regression.HalfSquaredError;
import dev.nabla.loss.regression.L1;
import dev.nabla.loss.regression.Rmse;
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The mean over samples of the mean over the values of each. */
class SampleMeanTests {

    private static TaskBuilder l1() {
        return TaskBuilder.of(new L1()).rows("predictions", new double[]{0.5, -1.5, 3}, new double[]{1, 2, -0.5})
                .rows("targets", new double[]{0, 0.25, 1}, new double[]{0, 4, 0.5}).reduction(Reduction.SAMPLE_MEAN);
    }

    private static BooleanTensor mask(int columns, boolean... values) {
        return new BooleanTensor(Shape.of(values.length / columns, columns), values);
    }

    // From the reference: ((0.5 + 1.75 + 2)/3 + 1)/2, and by hand the factors 1/(2·3) and 1/(2·1).
    @Test
    void lossWhenSamplesHaveDifferentLengthsShouldBeTheMeanOfTheirMeans() {
        EvaluationView answer = l1().mask(mask(3, true, true, true, true, false, false)).answer();
        assertThat(answer.loss()).containsExactly(1.2083333333333333);
        assertThat(answer.gradient()).containsExactly(1 / 6.0, -1 / 6.0, 1 / 6.0, 0.5, 0, 0);
    }

    // From the reference: (1·0.5 + 2·1.75)/2; the second sample has no value and does not count.
    @Test
    void lossWhenSampleHasNoValueShouldBeTheMeanOfTheOthers() {
        EvaluationView answer = l1().mask(mask(3, true, true, false, false, false, false))
                .sampleWeight(TaskBuilder.matrix(new double[]{1, 2, 0.5}, new double[]{1, 1, 1})).answer();
        assertThat(answer.loss()).containsExactly(2);
        assertThat(answer.gradient()).containsExactly(0.5, -1, 0, 0, 0, 0);
    }

    // From the reference: everything masked is NaN and 0.
    @Test
    void lossWhenNoSampleIsLeftShouldBeNaNAndItsGradientZero() {
        EvaluationView answer = l1().mask(mask(3, false, false, false, false, false, false)).answer();
        assertThat(answer.loss()).containsExactly(Double.NaN);
        assertThat(answer.gradient()).containsExactly(0, 0, 0, 0, 0, 0);
    }

    // By hand: log 2 each; the rows' class weights 3 and 1 are part of their losses, but of no divisor.
    @Test
    void lossWhenClassesHaveWeightsShouldCountValues() {
        TaskBuilder task = TaskBuilder.of(new CrossEntropy())
                .input("predictions", TaskBuilder.tensor(Shape.of(2, 2, 2), new double[8]))
                .input("targets", TaskBuilder.matrix(new double[]{0, 1}, new double[]{-100, 1}))
                .input("weight", 3, 1).reduction(Reduction.SAMPLE_MEAN).axis(-1);
        assertThat(task.answer().loss()).containsExactly((4 * Math.log(2) / 2 + Math.log(2)) / 2);
    }

    // losses.md 1.3: with a single axis it is mean, with the divisor of the entry: (3·log 2 + 1·log 2)/(3 + 1).
    @Test
    void lossWhenValuesHaveOneAxisShouldBeTheMeanOfTheEntry() {
        TaskBuilder task = TaskBuilder.of(new CrossEntropy())
                .rows("predictions", new double[]{0, 0}, new double[]{0, 0}).input("targets", 0, 1)
                .input("weight", 3, 1);
        assertThat(task.reduction(Reduction.SAMPLE_MEAN).answer().loss())
                .containsExactly(task.reduction(Reduction.MEAN).answer().loss()).containsExactly(Math.log(2));
    }

    // By hand: d = 1, 2, 3 and 5: gradient d/(2·3) and 5/2, Hessian 1/(2·3) and 1/2, times the upstream gradient 6.
    @Test
    void derivativesWhenUpstreamIsGivenShouldAllBeScaledByIt() {
        EvaluationView answer = TaskBuilder.of(new HalfSquaredError())
                .rows("predictions", new double[]{1, 2, 3}, new double[]{5, 9, 9})
                .rows("targets", new double[3], new double[3]).reduction(Reduction.SAMPLE_MEAN)
                .mask(mask(3, true, true, true, true, false, false)).gradOutput(TaskBuilder.scalar(6)).answer();
        assertThat(answer.loss()).containsExactly((14 / 2.0 / 3 + 25 / 2.0) / 2);
        assertThat(answer.gradient()).containsExactly(1, 2, 3, 15, 0, 0);
        assertThat(answer.hessian()).containsExactly(1, 1, 1, 3, 0, 0);
    }

    // By hand: 3000 values of 1 and 2000 of 2: (1 + 2)/2. Samples and blocks of 2048 do not end at the same places.
    @Test
    void lossWhenSampleIsLongerThanABlockShouldBeTheMeanOfTheMeans() {
        int length = 3000;
        double[] predictions = new double[2 * length];
        boolean[] mask = new boolean[2 * length];
        for (int i = 0; i < predictions.length; i++) {
            predictions[i] = i < length ? 1 : 2;
            mask[i] = i < 5000;
        }
        EvaluationView answer = TaskBuilder.of(new L1())
                .input("predictions", TaskBuilder.tensor(Shape.of(2, length), predictions))
                .input("targets", TaskBuilder.tensor(Shape.of(2, length), new double[2 * length]))
                .mask(mask(length, mask)).reduction(Reduction.SAMPLE_MEAN).dtype(DType.FLOAT32).answer();
        assertThat(answer.loss()).containsExactly(1.5);
        assertThat(answer.gradient()[2999]).isEqualTo((float) (1 / 6000.0));
        assertThat(answer.gradient()[4999]).isEqualTo((float) (1 / 4000.0));
        assertThat(answer.gradient()[5000]).isZero();
    }

    // losses.md 1.3: losses that reject none reject it.
    @Test
    void lossThatIsASingleNumberShouldNotHaveIt() {
        assertThat(new Rmse().reductions()).doesNotContain(Reduction.SAMPLE_MEAN);
    }
}
