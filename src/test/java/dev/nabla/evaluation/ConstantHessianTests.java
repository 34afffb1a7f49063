package dev.nabla.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.boosting.Cox;
import dev.nabla.loss.classification.CrossEntropy;
import dev.nabla.loss.embedding.BarlowTwins;
import dev.nabla.loss.embedding.Center;
import dev.nabla.loss.probabilistic.GaussianNll;
import dev.nabla.loss.ranking.ApproxNdcg;
import dev.nabla.loss.regression.L1;
import dev.nabla.loss.regression.Rmse;
import dev.nabla.tensor.BooleanTensor;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Expected numbers are by hand: weight times upstream gradient, by the divisor of the reduction. */
class ConstantHessianTests {

    private static final double NAN = Double.NaN;

    @Test
    void hessianWhenTrueCurvatureIsZeroShouldBeTheWeights() {
        EvaluationView answer = constant(
                TaskBuilder.of(new L1()).input("predictions", 1, 2, 5).input("targets", 1, 3, 2)
                        .sampleWeight(1, 0.5, 2).reduction(Reduction.SUM))
                .answer();
        assertThat(answer.gradient()).containsExactly(0, -0.5, 2);
        assertThat(answer.hessian()).containsExactly(1, 0.5, 2);
    }

    @Test
    void hessianWhenMaskedShouldBeZeroThereAndCountTheRest() {
        EvaluationView answer = constant(TaskBuilder.of(new L1()).input("predictions", NAN, 2, 5, 4)
                .input("targets", 1, 3, 2, 4).mask(false, true, true, true).gradOutput(TaskBuilder.scalar(6))).answer();
        assertThat(answer.hessian()).containsExactly(0, 2, 2, 2);
    }

    @Test
    void hessianWhenInputIsNaNShouldBeOneAllTheSame() {
        EvaluationView answer = constant(
                TaskBuilder.of(new L1()).input("predictions", NAN, 2).input("targets", 1, 3).reduction(Reduction.SUM))
                .answer();
        assertThat(answer.gradient()).containsExactly(NAN, -1);
        assertThat(answer.hessian()).containsExactly(1, 1);
    }

    @Test
    void hessianWhenRowIsIgnoredShouldBeZeroThere() {
        EvaluationView answer = constant(TaskBuilder.of(new CrossEntropy())
                .rows("predictions", new double[][]{{1, 2}, {NAN, 0}, {3, 4}}).input("targets", 0, 1, -100)
                .wrt(Set.of("predictions"))).answer();
        assertThat(answer.hessian()).containsExactly(0.5, 0.5, 0.5, 0.5, 0, 0);
    }

    @Test
    void hessianWhenOneVarianceServesARowShouldBeTheSumOfItsElements() {
        EvaluationView answer = constant(TaskBuilder.of(new GaussianNll())
                .rows("predictions", new double[][]{{1, 2, 3}, {4, 5, 6}})
                .rows("targets", new double[][]{{1, 2, 3}, {4, 5, 6}}).rows("var", new double[][]{{1}, {2}})
                .wrt(Set.of("var")).reduction(Reduction.SUM)).answer();
        assertThat(answer.hessian("var")).containsExactly(3, 3);
    }

    @Test
    void hessianWhenItemsAreInGroupsShouldBeThatOfTheirGroup() {
        EvaluationView answer = constant(TaskBuilder.of(new ApproxNdcg()).input("predictions", 1, 2, 3, 4, 5)
                .input("targets", 1, 0, 2, 0, 1).input("group_ids", 7, 9, 7, 9, 9).sampleWeight(1, 3)
                .wrt(Set.of("predictions"))).answer();
        assertThat(answer.hessian()).containsExactly(0.5, 1.5, 0.5, 1.5, 1.5);
    }

    @Test
    void hessianWhenItemIsCensoredShouldBeThatOfTheOthers() {
        EvaluationView answer = constant(TaskBuilder.of(new Cox()).input("predictions", 0.5, -1, 1)
                .input("targets", 2, 1, 3).input("events", 1, 1, 0).wrt(Set.of("predictions"))).answer();
        assertThat(answer.hessian()).containsExactly(0.5, 0.5, 0.5);
    }

    @Test
    void hessianWhenAllValuesShareAnInputShouldBeTheirSum() {
        EvaluationView answer = constant(TaskBuilder.of(new Center())
                .rows("predictions", new double[][]{{1, 2}, {3, 4}, {5, 6}}).input("targets", 0, 1, 1)
                .rows("centers", new double[][]{{0, 0}, {1, 1}}).wrt(Set.of("predictions", "centers"))
                .reduction(Reduction.SUM)).answer();
        assertThat(answer.hessian()).containsOnly(1);
        assertThat(answer.hessian("centers")).containsOnly(3);
    }

    @Test
    void hessianWhenLossIsOneNumberShouldBeDividedByItsDivisor() {
        TaskBuilder rmse = constant(TaskBuilder.of(new Rmse()).input("predictions", 1, 2, NAN).input("targets", 1, 3, 2)
                .wrt(Set.of("predictions")));
        assertThat(rmse.mask(true, true, false).answer().hessian()).containsExactly(0.5, 0.5, 0);
        assertThat(rmse.mask((BooleanTensor) null).sampleWeight(1, 5, 2).reduction(Reduction.WEIGHTED_MEAN).answer()
                .hessian())
                .containsExactly(0.125, 0.625, 0.25);
        EvaluationView twins = constant(TaskBuilder.of(new BarlowTwins())
                .rows("input1", new double[][]{{1, 2}, {3, 5}}).rows("input2", new double[][]{{0, 2}, {3, 4}})
                .gradOutput(TaskBuilder.scalar(4))).answer();
        assertThat(twins.hessian("input1")).containsOnly(2);
    }

    @Test
    void hessianWhenWeightsSumToZeroShouldBeNaN() {
        EvaluationView answer = constant(
                TaskBuilder.of(new L1()).input("predictions", 1, 2, 5).input("targets", 1, 3, 2)
                        .sampleWeight(1, -1, 2).mask(true, true, false).reduction(Reduction.WEIGHTED_MEAN))
                .answer();
        assertThat(answer.hessian()).containsExactly(NAN, NAN, 0);
    }

    private static TaskBuilder constant(TaskBuilder task) {
        return task.hessian(Hessian.CONSTANT);
    }
}
