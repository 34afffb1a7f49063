package dev.nabla.loss.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.loss.classification.MarginFormula.Joint;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SmoothHingeTests extends LossContract<SmoothHinge> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<SmoothHinge> variants() {
        return List.of(new SmoothHinge());
    }

    @Override
    public Formula formula(SmoothHinge loss) {
        return new MarginFormula(SmoothHingeTests::value, new Joint(0, -1, 0), new Joint(1, 0, 0));
    }

    @Override
    public Optional<Textbook> textbook(SmoothHinge loss) {
        return Optional
                .of(Textbook.formula(Textbook.MARGIN + "where(z >= 1, 0, where(z > 0, 0.5*(1 - z)^2, 0.5 - z))"));
    }

    @Override
    public double[][] draw(SmoothHinge loss, RandomGenerator random) {
        return MarginPoints.draw(random);
    }

    @Override
    public Stream<Point<SmoothHinge>> hardPoints() {
        return Stream.concat(worstPoints(), MarginPoints.hard(new SmoothHinge(), 0, 1));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<SmoothHinge>> worstPoints() {
        return Stream.of(
                MarginPoints.point(new SmoothHinge(), -0.12425488587879258, 0.0), // gradient 0.5 ulp
                MarginPoints.point(new SmoothHinge(), -0.12425488587879258, 1.0)); // loss 0.5 ulp
    }

    private static BigDecimal value(BigDecimal z, Arithmetic math) {
        if (math.compare(z, BigDecimal.ZERO) <= 0) {
            return new BigDecimal("0.5").subtract(z);
        }
        return math.max(BigDecimal.ZERO, BigDecimal.ONE.subtract(z)).pow(2).divide(BigDecimal.TWO);
    }

    // From the reference: z ≤ 0 and z ≥ 1 are lines, only what is between has curvature.
    @Test
    void answerWhenScoreIsAtJointOrInfiniteShouldBeThatOfTheLine() {
        EvaluationView evaluation = TaskBuilder.of(new SmoothHinge()).reduction(Reduction.NONE)
                .input("predictions", 0, 1, INF, -INF).input("targets", 1, 1, 1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(0.5, 0, 0, INF);
        assertThat(evaluation.gradient()).containsExactly(-1, 0, 0, -1);
        assertThat(evaluation.hessian()).containsExactly(0, 0, 0, 0);
    }
}
