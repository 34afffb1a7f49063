package dev.nabla.loss.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoxIouTests extends BoxLossContract<BoxIou> {

    @Override
    public List<BoxIou> variants() {
        return List.of(new BoxIou(), new BoxIou(0.5), new BoxIou(0));
    }

    @Override
    public BoxFormula formula(BoxIou loss) {
        return (box, target, math) -> List.of(BoxFormula.distance(box, target, loss.eps(), math));
    }

    // By hand: squares of area 4 overlap in 2, the union is 6: 1 - 2/6. They share y1 and y2, where half of the slopes of
    // the overlap counts: (2 ∂A - 8 ∂I)/36 with ∂A = ∓2, ∂I = 0, ∓1/2, 2, 1/2.
    @Test
    void gradientWhenBoxesShareSidesShouldBeHalfOfEach() {
        EvaluationView evaluation = TaskBuilder.of(new BoxIou(0)).reduction(Reduction.NONE)
                .rows("predictions", new double[]{0, 0, 2, 2}).rows("targets", new double[]{1, 0, 3, 2}).answer();
        assertThat(evaluation.loss()).containsExactly(2 / 3.0);
        assertThat(evaluation.gradient()).containsExactly(-1 / 9.0, 0, -1 / 3.0, 0);
    }

    // From the reference: 1 and gradient 0 where they only touch, and for two empty boxes.
    @Test
    void answerWhenNothingOverlapsShouldBeOneWithoutGradient() {
        for (double[] box : new double[][]{{0, 0, 1, 2}, {1, 1, 1, 1}, {7, 8, 9, 9}}) {
            EvaluationView evaluation = task(box).answer();
            assertThat(evaluation.loss()).containsExactly(1);
            assertThat(evaluation.gradient()).containsOnly(0);
        }
        EvaluationView empty = TaskBuilder.of(new BoxIou(0)).rows("predictions", new double[4])
                .rows("targets", new double[4]).answer();
        assertThat(empty.loss()).containsExactly(1);
        assertThat(empty.gradient()).containsOnly(0);
    }
}
