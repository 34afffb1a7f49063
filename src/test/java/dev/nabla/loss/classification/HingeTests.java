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

class HingeTests extends LossContract<Hinge> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Hinge> variants() {
        return Stream.of(1.0, 0.0, 0.3).map(Hinge::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("margin", "1.0 in [0, inf)");
    }

    @Override
    public Formula formula(Hinge loss) {
        BigDecimal margin = new BigDecimal(loss.margin());
        return new MarginFormula((z, math) -> math.max(BigDecimal.ZERO, margin.subtract(z)),
                new Joint(loss.margin(), -1, 0));
    }

    @Override
    public Optional<Textbook> textbook(Hinge loss) {
        return Optional.of(Textbook.formula(Textbook.MARGIN + "maximum(0, margin - z)"));
    }

    @Override
    public double[][] draw(Hinge loss, RandomGenerator random) {
        return MarginPoints.draw(random);
    }

    @Override
    public Stream<Point<Hinge>> hardPoints() {
        return Stream.concat(worstPoints(), Stream.of(1.0, 0.0, 0.3, 1e-300, 1e300, Double.MIN_VALUE)
                .flatMap(margin -> MarginPoints.hard(new Hinge(margin), margin)));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Hinge>> worstPoints() {
        return Stream.of(
                MarginPoints.point(new Hinge(0.3), 0.30000000000000004, -1.0)); // loss 0.5 ulp
    }

    // From the reference: max(0, z) is active at z = 0; beyond, nothing; at infinity the line.
    @Test
    void answerWhenScoreIsAtTheMarginOrInfiniteShouldBeThatOfTheLine() {
        EvaluationView evaluation = TaskBuilder.of(new Hinge()).reduction(Reduction.NONE)
                .input("predictions", 1, -1, INF, -INF).input("targets", 1, -1, 1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0, 0, INF);
        assertThat(evaluation.gradient()).containsExactly(-1, 1, 0, -1);
        assertThat(evaluation.hessian()).containsExactly(0, 0, 0, 0);
    }
}
