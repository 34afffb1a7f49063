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

class CharbonnierTests extends LossContract<Charbonnier> {

    @Override
    public List<Charbonnier> variants() {
        return DoubleStream.of(1e-3, 0.3, 3).mapToObj(Charbonnier::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("eps", "0.001 in (0, inf)");
    }

    /** √(d² + eps²). */
    @Override
    public Formula formula(Charbonnier loss) {
        BigDecimal eps = new BigDecimal(loss.eps());
        return Residuals.smooth(loss.eps(), (d, math) -> math.sqrt(eps.pow(2).add(d.pow(2))));
    }

    @Override
    public Optional<Textbook> textbook(Charbonnier loss) {
        return Optional.of(Textbook.formula("sqrt((x - t)^2 + eps^2)").stable("hypot(x - t, eps)"));
    }

    @Override
    public double[][] draw(Charbonnier loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<Charbonnier>> hardPoints() {
        return Stream.concat(worstPoints(),
                DoubleStream.of(1e-3, 1, 0.3, 1e-150, 1e150, 1e-300, 1e300).mapToObj(Charbonnier::new)
                        .flatMap(loss -> Residuals.hard(loss.eps()).map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Charbonnier>> worstPoints() {
        return Stream.of(
                new Point<>(new Charbonnier(1.0E-150), new double[]{-1.1315057565112143},
                        new double[]{-710.6580193215084}), // hessian 0.53 ulp
                new Point<>(new Charbonnier(1.0E-150), new double[]{10115.761777926045}, new double[]{-10000}), // loss 0.5 ulp
                new Point<>(new Charbonnier(3), new double[]{0.022524291756966353}, new double[]{3.9999999999999996})); // gradient 0.5 ulp
    }

    // From the reference: d = ±∞ has loss ∞, gradient ±1 and Hessian 0; and ∞ - ∞ is NaN.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new Charbonnier()).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, 1, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(1, -1, Double.NaN);
        assertThat(evaluation.hessian()).startsWith(0, 0);
    }

    // From the reference: the loss at d = 0 is eps; by hand, the Hessian there is 1/eps.
    @Test
    void answerWhenResidualIsZeroShouldBeEps() {
        EvaluationView evaluation = TaskBuilder.of(new Charbonnier(0.25)).input("predictions", 2).input("targets", 2)
                .answer();
        assertThat(evaluation.loss()).containsExactly(0.25);
        assertThat(evaluation.gradient()).containsExactly(0);
        assertThat(evaluation.hessian()).containsExactly(4);
    }
}
