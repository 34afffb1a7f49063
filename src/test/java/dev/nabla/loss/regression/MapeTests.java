package dev.nabla.loss.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MapeTests extends LossContract<Mape> {

    @Override
    public List<Mape> variants() {
        return List.of(new Mape(), new Mape(1, 1), new Mape(Math.ulp(1.0), 0.3));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("eps", "1.0E-7 in (0, inf)", "scale", "100.0 in (0, inf)");
    }

    @Override
    public Formula formula(Mape loss) {
        return new Relative(new BigDecimal(loss.eps()), new BigDecimal(loss.scale()));
    }

    @Override
    public Optional<Textbook> textbook(Mape loss) {
        return Optional.of(Textbook.formula("scale*abs(x - t)/maximum(abs(t), eps)"));
    }

    @Override
    public double[][] draw(Mape loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<Mape>> hardPoints() {
        return Stream.concat(worstPoints(), variants().stream().flatMap(
                loss -> Residuals.hard(loss.eps()).map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Mape>> worstPoints() {
        return Stream.of(
                new Point<>(new Mape(1, 1), new double[]{-1.7e308}, new double[]{1.7e308}), // loss was infinite: difference beyond float64
                new Point<>(new Mape(2.220446049250313E-16, 0.3), new double[]{-1.7976931348623157E308},
                        new double[]{0.9999999999999999}), // loss was wrong
                new Point<>(new Mape(1, 1), new double[]{1}, new double[]{4.4942328371557893E307})); // gradient 0.5 ulp
    }

    /** scale·|d|/max(|t|, eps); linear on both sides of d = 0, where the reference states a gradient of 0. */
    private record Relative(BigDecimal eps, BigDecimal factor) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal divisor = sample.the("targets").abs().max(eps);
            return List.of(math.divide(math.abs(Residuals.of(sample)).multiply(factor), divisor));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return Residuals.scale(sample);
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            boolean isZero = order == 2 || Residuals.of(sample).signum() == 0;
            return isZero ? Optional.of(BigDecimal.ZERO) : Optional.empty();
        }
    }

    // By hand: a target of 0 counts as eps.
    @Test
    void answerWhenTargetIsZeroShouldDivideByEps() {
        EvaluationView evaluation = TaskBuilder.of(new Mape(0.25, 100)).input("predictions", 0.5).input("targets", 0)
                .answer();
        assertThat(evaluation.loss()).containsExactly(200);
        assertThat(evaluation.gradient()).containsExactly(400);
    }

    // The limits of scale·|x - t|/|t|; ∞ - ∞ is NaN.
    @Test
    void answerWhenNumberIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new Mape()).reduction(Reduction.NONE)
                .input("predictions", Double.NEGATIVE_INFINITY, 1, Double.POSITIVE_INFINITY)
                .input("targets", 1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, 100, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(-100, 0, Double.NaN);
    }

    // From the reference: not symmetric, so no gradient for targets.
    @Test
    void targetsShouldNotBeDifferentiable() {
        assertThat(new Mape().inputs()).filteredOn(input -> input.isDifferentiable()).extracting(input -> input.name())
                .containsExactly("predictions");
    }
}
