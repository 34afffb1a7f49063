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

class SmapeTests extends LossContract<Smape> {

    @Override
    public List<Smape> variants() {
        return List.of(new Smape(), new Smape(1e-8, 100), new Smape(0.5, 0.3));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("eps", "1.0E-8 in (0, inf)", "scale", "1.0 in (0, inf)");
    }

    @Override
    public Formula formula(Smape loss) {
        return new Symmetric(new BigDecimal(loss.eps()), new BigDecimal(loss.scale()));
    }

    @Override
    public Optional<Textbook> textbook(Smape loss) {
        return Optional.of(Textbook.formula("2*scale*abs(x - t)/maximum(abs(x) + abs(t), eps)")
                .stable("""
                        s = abs(x) + abs(t)
                        r = where(abs(x) < abs(t), x/t, t/x)
                        relative = with_gradient(abs(x - t)/s, (1 - r)/(1 + r))
                        2*scale*where(s > eps, where(x*t < 0, 1, relative), abs(x - t)/eps)"""));
    }

    @Override
    public double[][] draw(Smape loss, RandomGenerator random) {
        return Residuals.draw(random);
    }

    @Override
    public Stream<Point<Smape>> hardPoints() {
        return Stream.concat(worstPoints(), variants().stream().flatMap(loss -> Stream.concat(
                Residuals.hard(loss.eps()),
                Stream.of(Residuals.pair(1.5e308, 1.4e308), Residuals.pair(-1.5e308, 1.4e308),
                        Residuals.pair(1e300, 1e-300), Residuals.pair(-1e-9, 2e-9),
                        Residuals.pair(0.5 * loss.eps(), 0.5 * loss.eps()),
                        Residuals.pair(0.75 * loss.eps(), 0.25 * loss.eps()),
                        Residuals.pair(1, Math.nextUp(1.0)), Residuals.pair(-3, Math.nextUp(-3.0))))
                .map(point -> new Point<>(loss, point))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Smape>> worstPoints() {
        return Stream.of(
                new Point<>(new Smape(0.5, 0.3), new double[]{-2.787452256059915}, new double[]{-4.0E-323}), // hessian 1.11 ulp
                new Point<>(new Smape(0.5, 0.3), new double[]{0.9999999999999999}, new double[]{1.4E308}), // gradient 0.83 ulp
                new Point<>(new Smape(1.0E-8, 100), new double[]{-3.417598816851294E-308}, new double[]{0})); // loss 0.8 ulp
    }

    /**
     * 2·scale·|d|/max(|x| + |t|, eps); what the reference states where |d|, |x| or the maximum has a kink, below eps and
     * where the loss is the same for all x of another sign than t.
     */
    private record Symmetric(BigDecimal eps, BigDecimal factor) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal size = math.abs(sample.the("predictions")).add(sample.the("targets").abs());
            BigDecimal distance = math.abs(Residuals.of(sample)).multiply(BigDecimal.TWO).multiply(factor);
            return List.of(math.divide(distance, math.max(size, eps)));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            BigDecimal x = sample.the("predictions").abs();
            return x.signum() == 0 ? Residuals.scale(sample) : x.min(Residuals.scale(sample));
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            BigDecimal x = sample.the("predictions");
            BigDecimal size = x.abs().add(sample.the("targets").abs());
            boolean isKink = x.signum() == 0 || Residuals.of(sample).signum() == 0;
            boolean isStraight = size.compareTo(eps) <= 0 || x.signum() * sample.the("targets").signum() <= 0;
            return isKink || isStraight
                    ? Optional.of(stated(x, Residuals.of(sample), size, order, math))
                    : Optional.empty();
        }

        private BigDecimal stated(BigDecimal x, BigDecimal d, BigDecimal size, int order, Arithmetic math) {
            BigDecimal sign = BigDecimal.valueOf(d.signum());
            BigDecimal twice = factor.multiply(BigDecimal.TWO);
            if (size.compareTo(eps) <= 0) {
                return order == 1 ? math.divide(twice.multiply(sign), eps) : BigDecimal.ZERO;
            }
            BigDecimal signs = BigDecimal.valueOf(x.signum());
            return order == 1
                    ? math.divide(sign, size).subtract(math.divide(d.abs().multiply(signs), size.pow(2)))
                            .multiply(twice)
                    : math.divide(d.abs(), size.pow(3)).subtract(math.divide(sign.multiply(signs), size.pow(2)))
                            .multiply(twice).multiply(BigDecimal.TWO);
        }
    }

    // From the reference: 0 at x = t = 0; exactly 2·scale with gradient 0 where the signs differ.
    @Test
    void answerWhenBothAreZeroOrOppositeShouldBeExact() {
        EvaluationView evaluation = TaskBuilder.of(new Smape(1e-8, 0.3)).reduction(Reduction.NONE)
                .input("predictions", 0, 0.1, -1e300).input("targets", 0, -0.7, 1e-300).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0.6, 0.6);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 0);
        assertThat(evaluation.hessian()).containsExactly(0, 0, 0);
    }

    // From the reference: infinite numbers have NaN.
    @Test
    void answerWhenNumberIsInfiniteShouldBeNaN() {
        EvaluationView evaluation = TaskBuilder.of(new Smape()).reduction(Reduction.NONE)
                .input("predictions", Double.NEGATIVE_INFINITY, 1, 0).input("targets", 1, Double.POSITIVE_INFINITY,
                        Double.NEGATIVE_INFINITY)
                .answer();
        assertThat(evaluation.loss()).containsExactly(Double.NaN, Double.NaN, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(Double.NaN, Double.NaN, Double.NaN);
    }
}
