package dev.nabla.loss.classification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExponentialTests extends LossContract<Exponential> {

    private static final BigDecimal LARGEST = BigDecimal.valueOf(100_000);
    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<Exponential> variants() {
        return List.of(new Exponential());
    }

    @Override
    public Formula formula(Exponential loss) {
        return new MarginFormula((z, math) -> exp(z.negate(), math));
    }

    @Override
    public Optional<Textbook> textbook(Exponential loss) {
        return Optional.of(Textbook.formula(Textbook.MARGIN + "exp(-z)"));
    }

    @Override
    public double[][] draw(Exponential loss, RandomGenerator random) {
        return MarginPoints.draw(random);
    }

    @Override
    public Stream<Point<Exponential>> hardPoints() {
        return Stream.concat(worstPoints(), MarginPoints.hard(new Exponential()));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Exponential>> worstPoints() {
        return Stream.of(
                MarginPoints.point(new Exponential(), 1.0E-8, 0.0)); // gradient 0.5 ulp, hessian 0.5 ulp, loss 0.5 ulp
    }

    /** e^x; where that is beyond the exact arithmetic too, something that overflows with its derivatives. */
    private static BigDecimal exp(BigDecimal x, Arithmetic math) {
        return x.compareTo(LARGEST) <= 0 ? math.exp(x) : math.exp(LARGEST).multiply(x.pow(2));
    }

    // From the reference: overflow to ∞ below t x ≈ -709.8.
    @Test
    void answerWhenScoreIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new Exponential()).reduction(Reduction.NONE)
                .input("predictions", INF, -INF, -709.8).input("targets", 1, 1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(0, INF, INF);
        assertThat(evaluation.gradient()).containsExactly(0, -INF, -INF);
        assertThat(evaluation.hessian()).containsExactly(0, INF, INF);
    }
}
