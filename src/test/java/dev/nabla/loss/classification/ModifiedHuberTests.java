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

class ModifiedHuberTests extends LossContract<ModifiedHuber> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<ModifiedHuber> variants() {
        return List.of(new ModifiedHuber());
    }

    @Override
    public Formula formula(ModifiedHuber loss) {
        return new MarginFormula(ModifiedHuberTests::value, new Joint(1, 0, 0), new Joint(-1, -4, 2));
    }

    @Override
    public Optional<Textbook> textbook(ModifiedHuber loss) {
        return Optional.of(Textbook.formula(Textbook.MARGIN + "where(z >= 1, 0, where(z >= -1, (1 - z)^2, -4*z))"));
    }

    @Override
    public double[][] draw(ModifiedHuber loss, RandomGenerator random) {
        return MarginPoints.draw(random);
    }

    @Override
    public Stream<Point<ModifiedHuber>> hardPoints() {
        return Stream.concat(worstPoints(), MarginPoints.hard(new ModifiedHuber(), 1, -1));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<ModifiedHuber>> worstPoints() {
        return Stream.of(
                MarginPoints.point(new ModifiedHuber(), 0.7515802976300013, 0.0), // gradient 0.5 ulp
                MarginPoints.point(new ModifiedHuber(), -0.2499999999999999, 0.0)); // loss 0.5 ulp
    }

    private static BigDecimal value(BigDecimal z, Arithmetic math) {
        if (math.compare(z, BigDecimal.ONE.negate()) < 0) {
            return z.multiply(BigDecimal.valueOf(-4));
        }
        return math.max(BigDecimal.ZERO, BigDecimal.ONE.subtract(z)).pow(2);
    }

    // From the reference: -1 ≤ z < 1 is the parabola, the rest are lines.
    @Test
    void answerWhenScoreIsAtJointOrInfiniteShouldBeThatOfItsPiece() {
        EvaluationView evaluation = TaskBuilder.of(new ModifiedHuber()).reduction(Reduction.NONE)
                .input("predictions", 1, -1, INF, -INF).input("targets", 1, 1, 1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(0, 4, 0, INF);
        assertThat(evaluation.gradient()).containsExactly(0, -4, 0, -4);
        assertThat(evaluation.hessian()).containsExactly(0, 2, 0, 0);
    }
}
