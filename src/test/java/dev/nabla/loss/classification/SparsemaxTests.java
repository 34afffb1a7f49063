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

class SparsemaxTests extends LossContract<Sparsemax> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Sparsemax> variants() {
        return List.of(new Sparsemax());
    }

    @Override
    public Formula formula(Sparsemax loss) {
        return new MarginFormula(SparsemaxTests::value, new Joint(1, 0, 0), new Joint(-1, -1, 0));
    }

    @Override
    public Optional<Textbook> textbook(Sparsemax loss) {
        return Optional.of(Textbook.formula(Textbook.MARGIN + "where(z >= 1, 0, where(z > -1, 0.25*(1 - z)^2, -z))"));
    }

    @Override
    public double[][] draw(Sparsemax loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-3, 3)}, {random.nextInt(2)}};
    }

    @Override
    public Stream<Point<Sparsemax>> hardPoints() {
        return Stream.concat(worstPoints(),
                MarginPoints.hard(new Sparsemax(), 1, -1).filter(point -> point.inputs()[1][0] >= 0));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Sparsemax>> worstPoints() {
        return Stream.of(
                MarginPoints.point(new Sparsemax(), 0.35192054515480364, 0.0), // gradient 0.5 ulp
                MarginPoints.point(new Sparsemax(), -0.5000000000000002, 1.0)); // loss 0.5 ulp
    }

    /** Of the margin, which is the z of the reference with the opposite sign. */
    private static BigDecimal value(BigDecimal margin, Arithmetic math) {
        if (math.compare(margin, BigDecimal.ONE.negate()) <= 0) {
            return margin.negate();
        }
        return math.max(BigDecimal.ZERO, BigDecimal.ONE.subtract(margin)).pow(2).divide(BigDecimal.valueOf(4));
    }

    // From the reference: z ≤ -1 is 0, z ≥ 1 is the line; only what is between has curvature.
    @Test
    void answerWhenScoreIsAtJointOrInfiniteShouldBeThatOfTheLine() {
        EvaluationView evaluation = TaskBuilder.of(new Sparsemax()).reduction(Reduction.NONE)
                .input("predictions", -1, 1, INF, -INF, -1, 1).input("targets", 0, 0, 0, 0, 1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(0, 1, INF, 0, 1, 0);
        assertThat(evaluation.gradient()).containsExactly(0, 1, 1, 0, -1, 0);
        assertThat(evaluation.hessian()).containsExactly(0, 0, 0, 0, 0, 0);
    }

    // From the reference: targets are 0 or 1.
    @Test
    void targetWhenNeitherZeroNorOneShouldBeRejected() {
        assertThat(TaskBuilder.of(new Sparsemax()).input("predictions", 2).input("targets", -1).fault().detail())
                .startsWith("must be 0 or 1");
    }
}
