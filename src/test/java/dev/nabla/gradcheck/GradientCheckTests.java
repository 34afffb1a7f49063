package dev.nabla.gradcheck;

import static dev.nabla.loss.TaskBuilder.tensor;
import static dev.nabla.loss.TaskBuilder.vector;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.evaluation.Task;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.regression.Mse;
import dev.nabla.tensor.DType;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A caller's tensors compared with the exact ones. */
class GradientCheckTests {

    private static GradientCheck check(TaskBuilder task) {
        return new GradientCheck(task.build(), 1e-12, List::of);
    }

    /** The sum of d²: the gradient with respect to predictions is 2d, that with respect to targets −2d. */
    private static TaskBuilder sum(double... predictions) {
        return TaskBuilder.of(new Mse()).input("predictions", predictions)
                .input("targets", new double[predictions.length]).reduction(Reduction.SUM);
    }

    @Test
    void gradientShouldCountDifferencesAndFindTheWorst() {
        Shape shape = Shape.of(1, 3);
        Task task = TaskBuilder.of(new Mse()).input("predictions", tensor(shape, 1, 2, 3))
                .input("targets", tensor(shape, 0, 0, 0)).reduction(Reduction.SUM).build();
        Comparison comparison = new GradientCheck(task, 1e-12, List::of).gradient("predictions",
                tensor(shape, 2.5, 4, 7));
        assertThat(comparison.agrees()).isFalse();
        assertThat(comparison.differing()).isEqualTo(2);
        assertThat(comparison.shape()).isEqualTo(shape);
        // 0.5/2 is more than 1/6
        assertThat(comparison.worst()).isNotNull().satisfies(worst -> {
            assertThat(worst.index()).containsExactly(0, 0);
            assertThat(worst.given()).isEqualTo(2.5);
            assertThat(worst.exact()).isEqualTo(2);
        });
    }

    @Test
    void gradientWhenTensorIsEmptyShouldAgreeAndHaveNoWorst() {
        Comparison comparison = check(sum()).gradient("predictions", vector());
        assertThat(comparison.agrees()).isTrue();
        assertThat(comparison.worst()).isNull();
    }

    // float32 targets of a float32 request do not make the exact gradient a float32 number: 2 · 0.1f
    @Test
    void gradientWhenTaskIsFloat32ShouldBeComparedInFloat64() {
        Comparison comparison = check(sum(0.1f).dtype(DType.FLOAT32)).gradient("predictions",
                vector(2 * (double) 0.1f));
        assertThat(comparison.worst()).isNotNull().satisfies(worst -> assertThat(worst.ulps()).isZero());
    }

    @Test
    void gradientsWhenExchangedShouldSaySo() {
        Map<String, Comparison> comparisons = check(sum(1, 3))
                .gradients(Map.of("predictions", vector(-2, -6), "targets", vector(2, 6)));
        assertThat(comparisons.values()).extracting(Comparison::diagnosis).extracting(Diagnosis::verdict)
                .containsOnly(Verdict.WRONG_PLACE);
        assertThat(comparisons.values()).allSatisfy(
                comparison -> assertThat(comparison.diagnosis().explanation()).contains("predictions", "targets"));
    }

    // the gradient of the predictions is that of the targets, but not the other way round
    @Test
    void gradientsWhenOnlyOneIsTheOtherShouldNotCallThemExchanged() {
        Map<String, Comparison> comparisons = check(sum(1, 3))
                .gradients(Map.of("predictions", vector(-2, -6), "targets", vector(-2, -6)));
        assertThat(comparisons.get("predictions")).isNotNull()
                .satisfies(comparison -> assertThat(comparison.diagnosis().verdict()).isEqualTo(Verdict.WRONG_SIGN));
        assertThat(comparisons.get("targets")).isNotNull()
                .satisfies(comparison -> assertThat(comparison.agrees()).isTrue());
    }

    @Test
    void lossShapeShouldBeThatOfTheReducedLoss() {
        assertThat(check(sum(1, 3)).lossShape()).isEqualTo(Shape.SCALAR);
        assertThat(check(sum(1, 3).reduction(Reduction.NONE)).lossShape()).isEqualTo(Shape.of(2));
    }

    // 1 + 9
    @Test
    void lossWhenRightShouldAgree() {
        assertThat(check(sum(1, 3)).loss(TaskBuilder.scalar(10)).agrees()).isTrue();
        assertThat(check(sum(1, 3)).loss(TaskBuilder.scalar(11)).agrees()).isFalse();
    }
}
