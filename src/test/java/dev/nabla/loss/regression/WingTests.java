package dev.nabla.loss.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Formula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WingTests extends LossContract<Wing> {

    @Override
    public List<Wing> variants() {
        return List.of(new Wing(), new Wing(2, 0.3), new Wing(0.5, 3));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("omega", "10.0 in (0, inf)", "epsilon", "2.0 in (0, inf)");
    }

    /** ω·log(1 + |d|/ε) if |d| &lt; ω, else |d| − (ω − ω·log(1 + ω/ε)); at |d| = ω the derivatives are the line's. */
    @Override
    public Formula formula(Wing loss) {
        BigDecimal omega = new BigDecimal(loss.omega());
        BigDecimal epsilon = new BigDecimal(loss.epsilon());
        return Residuals.kinkedAtZero(1, (d, math) -> {
            BigDecimal clipped = math.min(math.abs(d), omega);
            return math.log(BigDecimal.ONE.add(math.divide(clipped, epsilon))).multiply(omega)
                    .add(d.abs().subtract(clipped));
        }).stating(new Residuals.Joint(loss.omega(), 1, 0),
                new Residuals.Joint(0, 0, -loss.omega() / (loss.epsilon() * loss.epsilon())));
    }

    @Override
    public Optional<Textbook> textbook(Wing loss) {
        return Optional.of(Textbook.formula("""
                a = abs(x - t)
                where(a < omega, omega*log(1 + a/epsilon), a - omega + omega*log(1 + omega/epsilon))""").stable("""
                a = abs(x - t)
                where(a < omega, omega*log1p(a/epsilon), a - omega + omega*log1p(omega/epsilon))"""));
    }

    @Override
    public double[][] draw(Wing loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<Wing>> hardPoints() {
        return Stream.concat(worstPoints(), Stream.of(new Wing(), new Wing(2, 0.25), new Wing(1e-3, 1e3),
                new Wing(1e10, 1e-10))
                .flatMap(loss -> Residuals.hard(loss.omega()).map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Wing>> worstPoints() {
        return Stream.of(
                new Point<>(new Wing(), new double[]{0.44067421697767717}, new double[]{2.4342722147353437}), // loss 1.12 ulp
                new Point<>(new Wing(), new double[]{-0.3933671777180976}, new double[]{-10.36565985015678}), // gradient 0.5 ulp
                new Point<>(new Wing(0.5, 3), new double[]{0.017493677549557166}, new double[]{-0.1883274371481123})); // hessian 0.5 ulp
    }

    // From the reference: gradient 0 at d = 0, that of the line at |d| = ω; by hand, -ω/ε² for the Hessian at 0.
    @Test
    void answerWhenResidualIsAtJointShouldBeThatOfTheReference() {
        EvaluationView evaluation = TaskBuilder.of(new Wing()).reduction(Reduction.NONE)
                .input("predictions", 0, 10, -10)
                .input("targets", 0, 0, 0).answer();
        assertThat(evaluation.loss()[0]).isZero();
        assertThat(evaluation.gradient()).containsExactly(0, 1, -1);
        assertThat(evaluation.hessian()).containsExactly(-2.5, 0, 0);
    }

    // The limits of the line; and ∞ - ∞ is NaN.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLine() {
        EvaluationView evaluation = TaskBuilder.of(new Wing()).reduction(Reduction.NONE)
                .input("predictions", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(-1, Double.NaN);
    }
}
