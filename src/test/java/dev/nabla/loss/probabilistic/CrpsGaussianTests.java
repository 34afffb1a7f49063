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
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrpsGaussianTests extends LossContract<CrpsGaussian> {

    @Override
    public List<CrpsGaussian> variants() {
        return List.of(new CrpsGaussian());
    }

    @Override
    public Formula formula(CrpsGaussian loss) {
        return new Score();
    }

    @Override
    public Optional<Textbook> textbook(CrpsGaussian loss) {
        return Optional.of(Textbook.formula("""
                z = (t - x)/std
                std*(z*erf(z/sqrt(2)) + 2*exp(-0.5*z^2)/sqrt(2*pi) - 1/sqrt(pi))""").stable("""
                d = t - x
                z = d/std
                d*erf(z/sqrt(2)) + std*(2*exp(-0.5*z^2)/sqrt(2*pi) - 1/sqrt(pi))"""));
    }

    @Override
    public double[][] draw(CrpsGaussian loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-2, 2)}, {random.nextDouble(-2, 2)}, {random.nextDouble(0.1, 4)}};
    }

    @Override
    public Stream<Point<CrpsGaussian>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream.of(1e-100, 1, 3, 1e100).boxed()
                .flatMap(std -> DoubleStream
                        .of(0, 1e-50, 1e-8, 0.3, 0.8325546111576977, 1, Math.nextUp(1.0), 5, 37.6, 40, 1e3)
                        .mapToObj(z -> point(0, -z * std, std))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<CrpsGaussian>> worstPoints() {
        return Stream.of(
                point(-1e308, 1.4e308, 1.7e308), // was infinite: difference beyond float64
                point(1.8769095741589537, -0.7494604172346059, 3.52278893478292), // gradient of predictions 0.49 ulp
                point(1.8769095741589537, -0.704628474044839, 3.52278893478292)); // hessian of predictions 0.48 ulp
    }

    private static Point<CrpsGaussian> point(double mean, double target, double std) {
        return new Point<>(new CrpsGaussian(), new double[]{mean}, new double[]{target}, new double[]{std});
    }

    /** σ(z·erf(z/√2) + 2φ(z)) − σ/√π: terms that cancel. */
    private record Score() implements Formula {

        /** π: https://oeis.org/A000796, 100 digits. */
        private static final BigDecimal PI = new BigDecimal("3.1415926535897932384626433832795028841971693993751"
                + "058209749445923078164062862089986280348253421170679");

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal std = sample.the("std");
            BigDecimal d = sample.the("targets").subtract(sample.the("predictions"));
            BigDecimal z = math.divide(d, std);
            BigDecimal density = math.normalDensity(z).multiply(BigDecimal.TWO);
            return List.of(d.multiply(math.normalMiddle(z)).add(std.multiply(density)),
                    math.divide(std, math.sqrt(PI)).negate());
        }

        /** As the standard deviation, or what is left of it far out. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            BigDecimal std = sample.the("std");
            BigDecimal d = sample.the("targets").subtract(sample.the("predictions")).abs();
            return d.compareTo(std) <= 0 ? std : std.multiply(std).divide(d, MathContext.DECIMAL64);
        }
    }

    // From the reference: σ ≤ 0 is rejected.
    @Test
    void stdWhenNotPositiveShouldBeRejected() {
        assertThat(
                TaskBuilder.of(new CrpsGaussian()).input("predictions", 1).input("targets", 1).input("std", 0).fault()
                        .detail())
                .contains("> 0", "got 0");
    }

    // The limits with t − x = −∞: |d| − σ/√π, and the score of the sign.
    @Test
    void answerWhenErrorIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new CrpsGaussian()).input("predictions", Double.POSITIVE_INFINITY)
                .input("targets", 0).input("std", 2).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(1);
        assertThat(evaluation.gradient("std")).containsExactly(-0.5641895835477563);
        assertThat(evaluation.hessian()).containsExactly(0);
        assertThat(evaluation.hessian("std")).containsExactly(0);
    }
}
