package dev.nabla.loss.probabilistic;

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
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GaussianLogVarianceNllTests extends LossContract<GaussianLogVarianceNll> {

    @Override
    public List<GaussianLogVarianceNll> variants() {
        return List.of(new GaussianLogVarianceNll(), new GaussianLogVarianceNll(true));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("full", "false");
    }

    @Override
    public Formula formula(GaussianLogVarianceNll loss) {
        return new NegativeLogLikelihood(loss.full());
    }

    @Override
    public Optional<Textbook> textbook(GaussianLogVarianceNll loss) {
        return Optional.of(Textbook.formula(
                "0.5*(log_variance + (x - t)^2*exp(-log_variance))" + (loss.full() ? " + 0.5*log(2*pi)" : "")));
    }

    @Override
    public double[][] draw(GaussianLogVarianceNll loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-2, 2)}, {random.nextDouble(-2, 2)}, {random.nextDouble(-3, 3)}};
    }

    @Override
    public Stream<Point<GaussianLogVarianceNll>> hardPoints() {
        return variants().stream()
                .flatMap(loss -> DoubleStream
                        .of(0, 1e-300, -1e-9, 1, -1, 40, 700, -700, 709.9, -709.9, 1400, -1400, 1e4, 1e300)
                        .boxed()
                        .flatMap(s -> DoubleStream
                                .of(0, Double.MIN_VALUE, 1e-200, 1e-8, 0.1, 1, 1e5, 1e100, 1e160, 1e300,
                                        StrictMath.exp(Math.clamp(s / 2, -700, 700)),
                                        StrictMath.exp(Math.clamp(s / 2, -700, 700)) * 1.01)
                                .filter(d -> d > 1e-9 || s > -100)
                                .mapToObj(d -> new Point<>(loss, new double[]{d}, new double[]{0}, new double[]{s}))));
    }

    /** ½ s + ½ d² e^−s [+ ½ log 2π]: terms that cancel. */
    private record NegativeLogLikelihood(boolean full) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal s = sample.the("log_variance");
            BigDecimal d = sample.the("predictions").subtract(sample.the("targets"));
            return List.of(s.divide(BigDecimal.TWO),
                    d.pow(2).multiply(math.exp(s.negate())).divide(BigDecimal.TWO),
                    full ? math.log(Arithmetic.TWO_PI).divide(BigDecimal.TWO) : BigDecimal.ZERO);
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    // The limits: e^−s outgrows s, and vanishes beside it.
    @Test
    void answerWhenLogVarianceIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new GaussianLogVarianceNll()).reduction(Reduction.NONE)
                .input("predictions", 1, 0, 1).input("targets", 0, 0, 0)
                .input("log_variance", Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(Double.POSITIVE_INFINITY, 0, 0);
        assertThat(evaluation.gradient("log_variance")).containsExactly(Double.NEGATIVE_INFINITY, 0.5, 0.5);
    }
}
