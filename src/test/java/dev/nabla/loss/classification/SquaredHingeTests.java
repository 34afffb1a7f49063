package dev.nabla.loss.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.loss.classification.MarginFormula.Joint;
import dev.nabla.oracle.Formula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SquaredHingeTests extends LossContract<SquaredHinge> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<SquaredHinge> variants() {
        return Stream.of(1.0, 0.0, 0.3).map(SquaredHinge::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("margin", "1.0 in [0, inf)");
    }

    @Override
    public Formula formula(SquaredHinge loss) {
        BigDecimal margin = new BigDecimal(loss.margin());
        return new MarginFormula((z, math) -> math.max(BigDecimal.ZERO, margin.subtract(z)).pow(2),
                new Joint(loss.margin(), 0, 0));
    }

    @Override
    public Optional<Textbook> textbook(SquaredHinge loss) {
        return Optional.of(Textbook.formula(Textbook.MARGIN + "maximum(0, margin - z)^2"));
    }

    @Override
    public double[][] draw(SquaredHinge loss, RandomGenerator random) {
        return MarginPoints.draw(random);
    }

    @Override
    public Stream<Point<SquaredHinge>> hardPoints() {
        return Stream.concat(worstPoints(), Stream.of(1.0, 0.0, 0.3, 1e-300, 1e300, Double.MIN_VALUE)
                .flatMap(margin -> MarginPoints.hard(new SquaredHinge(margin), margin)));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<SquaredHinge>> worstPoints() {
        return Stream.of(
                MarginPoints.point(new SquaredHinge(0.3), 0.5122341573315448, 0.0), // gradient 0.5 ulp
                MarginPoints.point(new SquaredHinge(1.0), -2.0000000000000004, 1.0)); // loss 0.5 ulp
    }

    // From the reference: at the margin Hessian 2 only if z > 0; at infinity by the limit of the square.
    @Test
    void answerWhenScoreIsAtTheMarginOrInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new SquaredHinge()).reduction(Reduction.NONE)
                .input("predictions", 1, -1, INF, -INF).input("targets", 1, -1, 1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0, 0, INF);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 0, -INF);
        assertThat(evaluation.hessian()).containsExactly(0, 0, 0, 2);
    }
}
