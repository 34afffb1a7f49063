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
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GaussianKlTests extends LossContract<GaussianKl> {

    @Override
    public List<GaussianKl> variants() {
        return List.of(new GaussianKl());
    }

    @Override
    public Formula formula(GaussianKl loss) {
        return new Divergence();
    }

    @Override
    public Optional<Textbook> textbook(GaussianKl loss) {
        return Optional.of(Textbook.formula("0.5*(mean^2 + exp(log_variance) - 1 - log_variance)")
                .stable("0.5*(mean^2 + expm1mx(log_variance))"));
    }

    @Override
    public double[][] draw(GaussianKl loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-2, 2)}, {random.nextDouble(-3, 3)}};
    }

    @Override
    public Stream<Point<GaussianKl>> hardPoints() {
        return DoubleStream
                .of(0, Double.MIN_VALUE, 1e-300, 1e-200, -1e-160, 1e-16, -1e-9, 1e-5, -0.001, 0.099, 0.1, -0.1, 0.35,
                        -0.35, 0.69, 0.7,
                        -0.7, 1, -1, 36.7, -40, 700, -745, 709.9, 710.4, -1e4, -1e300)
                .boxed().flatMap(s -> DoubleStream.of(0, 1e-300, 1e-160, 1e-10, 1, -3, 1e100, 1.5e154, 1e200)
                        .mapToObj(mean -> point(new GaussianKl(), mean, s)));
    }

    private static Point<GaussianKl> point(GaussianKl loss, double x, double t) {
        return new Point<>(loss, new double[]{x}, new double[]{t});
    }

    /** ½(μ² + e^s − 1 − s). */
    private record Divergence() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal s = sample.the("log_variance");
            BigDecimal spread = math.exp(s).subtract(BigDecimal.ONE).subtract(s);
            return List.of(sample.the("mean").pow(2).add(spread).divide(BigDecimal.TWO));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    // The limits of e^s − s.
    @Test
    void answerWhenLogVarianceIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new GaussianKl()).reduction(Reduction.NONE).input("mean", 0, 0)
                .input("log_variance", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient("log_variance")).containsExactly(-0.5, Double.POSITIVE_INFINITY);
        assertThat(evaluation.hessian("log_variance")).containsExactly(0, Double.POSITIVE_INFINITY);
    }
}
