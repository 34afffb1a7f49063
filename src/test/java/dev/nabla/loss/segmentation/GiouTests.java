package dev.nabla.loss.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class GiouTests extends BoxLossContract<Giou> {

    @Override
    public List<Giou> variants() {
        return List.of(new Giou(), new Giou(0.5), new Giou(0));
    }

    @Override
    public BoxFormula formula(Giou loss) {
        return (box, target, math) -> terms(box, target, loss.eps(), math);
    }

    private static List<BigDecimal> terms(BigDecimal[] box, BigDecimal[] target, double eps, Arithmetic math) {
        BigDecimal hull = BoxFormula.hull(box, target, 0, math).multiply(BoxFormula.hull(box, target, 1, math));
        BigDecimal uncovered = hull.subtract(BoxFormula.union(box, target, math));
        return List.of(BoxFormula.distance(box, target, eps, math)
                .add(math.divide(uncovered, hull.add(new BigDecimal(eps)))));
    }

    // By hand: two unit squares, two apart: nothing overlaps, and 2 of the 4 that enclose them are uncovered.
    @Test
    void lossWhenBoxesAreDisjointShouldGrowWithTheirDistance() {
        EvaluationView evaluation = TaskBuilder.of(new Giou(0)).reduction(Reduction.NONE)
                .rows("predictions", new double[]{0, 0, 1, 1}).rows("targets", new double[]{3, 0, 4, 1}).answer();
        assertThat(evaluation.loss()).containsExactly(1.5);
    }

    // From the reference: two empty boxes at one point enclose nothing.
    @Test
    void answerWhenBoxesAreOnePointShouldBeOneWithoutGradient() {
        EvaluationView evaluation = TaskBuilder.of(new Giou(0)).rows("predictions", new double[4])
                .rows("targets", new double[4]).answer();
        assertThat(evaluation.loss()).containsExactly(1);
        assertThat(evaluation.gradient()).containsOnly(0);
    }
}
