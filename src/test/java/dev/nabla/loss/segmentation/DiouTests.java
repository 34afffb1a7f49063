package dev.nabla.loss.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiouTests extends BoxLossContract<Diou> {

    @Override
    public List<Diou> variants() {
        return List.of(new Diou(), new Diou(0.5), new Diou(0));
    }

    @Override
    public BoxFormula formula(Diou loss) {
        return (box, target, math) -> terms(box, target, loss.eps(), math);
    }

    private static List<BigDecimal> terms(BigDecimal[] box, BigDecimal[] target, double eps, Arithmetic math) {
        return List.of(BoxFormula.distance(box, target, eps, math).add(BoxFormula.farness(box, target, eps, math)));
    }

    // By hand: unit squares whose centers are 3 apart; the box around them is 4 by 1, its squared diagonal 17: 1 + 9/17.
    @Test
    void lossWhenBoxesAreDisjointShouldGrowWithTheDistanceOfCenters() {
        EvaluationView evaluation = TaskBuilder.of(new Diou(0)).reduction(Reduction.NONE)
                .rows("predictions", new double[]{0, 0, 1, 1}).rows("targets", new double[]{3, 0, 4, 1}).answer();
        assertThat(evaluation.loss()).containsExactly(26 / 17.0);
    }

    // From the reference: two empty boxes at one point have no diagonal.
    @Test
    void answerWhenBoxesAreOnePointShouldBeOneWithoutGradient() {
        EvaluationView evaluation = TaskBuilder.of(new Diou(0)).rows("predictions", new double[4])
                .rows("targets", new double[4]).answer();
        assertThat(evaluation.loss()).containsExactly(1);
        assertThat(evaluation.gradient()).containsOnly(0);
    }
}
