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
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PseudoHuberTests extends LossContract<PseudoHuber> {

    @Override
    public List<PseudoHuber> variants() {
        return DoubleStream.of(1, 0.3, 3).mapToObj(PseudoHuber::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("delta", "1.0 in (0, inf)");
    }

    /** δ²(√(1 + (d/δ)²) − 1) = d²δ/(√(δ² + d²) + δ). */
    @Override
    public Formula formula(PseudoHuber loss) {
        BigDecimal delta = new BigDecimal(loss.delta());
        return Residuals.smooth(loss.delta(), (d, math) -> math.divide(d.pow(2).multiply(delta),
                math.sqrt(delta.pow(2).add(d.pow(2))).add(delta)));
    }

    @Override
    public Optional<Textbook> textbook(PseudoHuber loss) {
        return Optional.of(Textbook.formula("delta^2*(sqrt(1 + ((x - t)/delta)^2) - 1)")
                .stable("""
                        d = x - t
                        delta*d^2/(hypot(d, delta) + delta)"""));
    }

    @Override
    public double[][] draw(PseudoHuber loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<PseudoHuber>> hardPoints() {
        return Stream.concat(worstPoints(),
                DoubleStream.of(1, 0.3, 1e-150, 1e150, 1e-300, 1e300).mapToObj(PseudoHuber::new)
                        .flatMap(loss -> Residuals.hard(loss.delta()).map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<PseudoHuber>> worstPoints() {
        return Stream.of(
                new Point<>(new PseudoHuber(0.3), new double[]{-1.7e308}, new double[]{1.7e308}), // loss was infinite: difference beyond float64
                new Point<>(new PseudoHuber(1.0E150), new double[]{-0.7530814339502838},
                        new double[]{-0.04188628250484144}), // gradient 0.5 ulp
                new Point<>(new PseudoHuber(3), new double[]{-709.9999999999995}, new double[]{-1.0E150}), // loss 0.5 ulp
                new Point<>(new PseudoHuber(3), new double[]{10000}, new double[]{-3.8142623225918513})); // hessian 0.5 ulp
    }

    // From the reference: d = ±∞ has loss ∞, gradient ±δ and Hessian 0; and ∞ - ∞ is NaN.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new PseudoHuber(1.5)).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, 1, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(1.5, -1.5, Double.NaN);
        assertThat(evaluation.hessian()).startsWith(0, 0);
    }

    // By hand: δ = 3, d = 4 has δ·s = 5, so loss 3·(5 - 3), gradient 4·3/5 and Hessian (3/5)³.
    @Test
    void answerWhenTriangleIsPythagoreanShouldBeThatByHand() {
        EvaluationView evaluation = TaskBuilder.of(new PseudoHuber(3)).input("predictions", 4).input("targets", 0)
                .answer();
        assertThat(evaluation.loss()).containsExactly(6);
        assertThat(evaluation.gradient()).containsExactly(2.4);
        assertThat(evaluation.hessian()).containsExactly(0.216);
    }
}
