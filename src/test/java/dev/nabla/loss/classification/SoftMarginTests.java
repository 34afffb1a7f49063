package dev.nabla.loss.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Formula;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SoftMarginTests extends LossContract<SoftMargin> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<SoftMargin> variants() {
        return List.of(new SoftMargin());
    }

    @Override
    public Formula formula(SoftMargin loss) {
        return new MarginFormula((z, math) -> math.softplus(z.negate()));
    }

    @Override
    public Optional<Textbook> textbook(SoftMargin loss) {
        return Optional
                .of(Textbook.formula(Textbook.MARGIN + "log(1 + exp(-z))").stable(Textbook.MARGIN + "softplus(-z)"));
    }

    @Override
    public double[][] draw(SoftMargin loss, RandomGenerator random) {
        return MarginPoints.draw(random);
    }

    @Override
    public Stream<Point<SoftMargin>> hardPoints() {
        return Stream.concat(worstPoints(), MarginPoints.hard(new SoftMargin()));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<SoftMargin>> worstPoints() {
        return Stream.of(
                MarginPoints.point(new SoftMargin(), -1.5981097590206814, -1.0), // gradient 0.5 ulp
                MarginPoints.point(new SoftMargin(), 4.134972506642383, 1.0), // hessian 1.2 ulp
                MarginPoints.point(new SoftMargin(), -0.05426996550625188, 0.0)); // loss 0.5 ulp
    }

    // From the reference: linear beyond |x| ≈ 709; and by the same limits at infinity.
    @Test
    void answerWhenScoreIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new SoftMargin()).reduction(Reduction.NONE)
                .input("predictions", INF, -INF, INF, -INF).input("targets", 1, 1, -1, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0, INF, INF, 0);
        assertThat(evaluation.gradient()).containsExactly(0, -1, 1, 0);
        assertThat(evaluation.hessian()).containsExactly(0, 0, 0, 0);
    }

    // From the reference: targets of binary margin losses are -1 or 1, 0 is read as -1, anything else is rejected.
    @Test
    void targetWhenNeitherMinusOneNorZeroNorOneShouldBeRejected() {
        TaskBuilder task = TaskBuilder.of(new SoftMargin()).input("predictions", 2);
        assertThat(task.input("targets", 0).answer().gradient())
                .containsExactly(task.input("targets", -1).answer().gradient());
        for (double target : new double[]{2, 0.5, -1.5, Double.NaN, INF}) {
            assertThat(task.input("targets", target).fault().detail()).startsWith("must be -1, 0 or 1");
        }
    }
}
