package dev.nabla.loss.probabilistic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NormalKlDivTests extends LossContract<NormalKlDiv> {

    @Override
    public List<NormalKlDiv> variants() {
        return List.of(new NormalKlDiv());
    }

    @Override
    public Formula formula(NormalKlDiv loss) {
        return new Divergence();
    }

    @Override
    public Optional<Textbook> textbook(NormalKlDiv loss) {
        return Optional.of(Textbook.formula("""
                a = log_variance - prior_log_variance
                0.5*(exp(a) - 1 - a + (mean - prior_mean)^2*exp(-prior_log_variance))""").stable("""
                a = log_variance - prior_log_variance
                0.5*(expm1mx(a) + (mean - prior_mean)^2*exp(-prior_log_variance))"""));
    }

    @Override
    public double[][] draw(NormalKlDiv loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-2, 2)}, {random.nextDouble(-3, 3)}, {random.nextDouble(-2, 2)},
                {random.nextDouble(-3, 3)}};
    }

    @Override
    public Stream<Point<NormalKlDiv>> hardPoints() {
        return DoubleStream.of(0, -1e-9, 0.3, 40, 700, -700).boxed()
                .flatMap(r -> DoubleStream.of(1, Math.nextUp(r), r + 1e-9, r - 0.05, r + 0.69, r + 710.4, -700)
                        .boxed()
                        .flatMap(s -> DoubleStream.of(1e-300, 1e-8, 1, 1e150, 1e200)
                                .filter(shift -> (shift > 1e-9 || Math.abs(s - r) < 100) && (s - r < 100 || r < 100))
                                .mapToObj(shift -> new Point<>(new NormalKlDiv(), new double[]{shift}, new double[]{s},
                                        new double[]{0}, new double[]{r}))));
    }

    /** ½(e^a − 1 − a) + ½δ² e^−r, a = s − r: their derivatives cancel. */
    private record Divergence() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal r = sample.the("prior_log_variance");
            BigDecimal a = sample.the("log_variance").subtract(r);
            BigDecimal shift = sample.the("mean").subtract(sample.the("prior_mean"));
            return List.of(math.exp(a).subtract(BigDecimal.ONE).subtract(a).divide(BigDecimal.TWO),
                    shift.pow(2).multiply(math.exp(r.negate())).divide(BigDecimal.TWO));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    // By definition: with a standard prior it is gaussian_kl.
    @Test
    void answerWhenPriorIsStandardShouldBeThatOfGaussianKl() {
        EvaluationView normal = TaskBuilder.of(new NormalKlDiv()).input("mean", 0.5, -1)
                .input("log_variance", 0.25, -0.5)
                .input("prior_mean", 0, 0).input("prior_log_variance", 0, 0).answer();
        EvaluationView standard = TaskBuilder.of(new GaussianKl()).input("mean", 0.5, -1)
                .input("log_variance", 0.25, -0.5)
                .answer();
        assertThat(normal.loss()).containsExactly(standard.loss());
        assertThat(normal.gradient("mean")).containsExactly(standard.gradient("mean"));
        assertThat(normal.gradient("log_variance")).containsExactly(standard.gradient("log_variance"));
    }
}
