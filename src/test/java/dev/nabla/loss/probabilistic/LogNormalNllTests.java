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

class LogNormalNllTests extends LossContract<LogNormalNll> {

    @Override
    public List<LogNormalNll> variants() {
        return List.of(new LogNormalNll());
    }

    @Override
    public Formula formula(LogNormalNll loss) {
        return new NegativeLogLikelihood();
    }

    @Override
    public Optional<Textbook> textbook(LogNormalNll loss) {
        return Optional.of(Textbook.formula("log(t) + log(scale) + 0.5*log(2*pi) + 0.5*((log(t) - x)/scale)^2"));
    }

    @Override
    public double[][] draw(LogNormalNll loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-2, 2)}, {random.nextDouble(0.1, 5)}, {random.nextDouble(0.1, 4)}};
    }

    @Override
    public Stream<Point<LogNormalNll>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream.of(Double.MIN_VALUE, 0.1, 1 - 1e-16, 1 + 1e-15, 2, 1e300)
                .boxed().flatMap(target -> DoubleStream.of(1e-50, 0.3, 1, 1e50).boxed()
                        .flatMap(scale -> DoubleStream.of(-740, 0, 0.1, 0.6931471805599453, 1e20)
                                .mapToObj(mean -> point(mean, target, scale)))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<LogNormalNll>> worstPoints() {
        return Stream.of(
                point(-1, 1e300, 1e155), // gradient of predictions was 0: the square of the scale overflows
                point(1e155, 1, 4), // gradient and hessian of scale were infinite: the square of u overflows
                point(-0.2346136967698692, 1.7941545815679552, 40), // gradient of predictions 0.5 ulp
                point(0.2346136967698692, 1.7941545815679552, 40), // hessian of scale 0.49 ulp
                point(-0.2579378928341236, 1.7941545815679552, 5), // loss 0.49 ulp
                point(-4.0E-323, 1, 0.0010657625410217756), // was 340 ulp
                point(1, Math.E, 0.5)); // log t and the prediction cancel
    }

    private static Point<LogNormalNll> point(double mean, double target, double scale) {
        return new Point<>(new LogNormalNll(), new double[]{mean}, new double[]{target}, new double[]{scale});
    }

    /** log t + log s + ½ log 2π + ½((log t − μ)/s)²: terms that cancel. */
    private record NegativeLogLikelihood() implements Formula {

        /** 2π: https://oeis.org/A019692, 100 digits. */
        private static final BigDecimal TWO_PI = new BigDecimal("6.2831853071795864769252867665590057683943387987502"
                + "116419498891846156328125724179972560696506842341");

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal scale = sample.the("scale");
            BigDecimal log = math.log(sample.the("targets"));
            BigDecimal d = log.subtract(sample.the("predictions"));
            return List.of(log, math.log(scale), math.divide(math.log(TWO_PI), BigDecimal.TWO),
                    math.divide(d.pow(2), scale.pow(2).multiply(BigDecimal.TWO)));
        }

        /** As the scale itself. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return sample.the("scale");
        }
    }

    // From the reference: s ≤ 0 and t ≤ 0 are rejected.
    @Test
    void inputsWhenNotPositiveShouldBeRejected() {
        assertThat(
                TaskBuilder.of(new LogNormalNll()).input("predictions", 1).input("targets", 0).input("scale", 1).fault()
                        .detail())
                .contains("> 0", "got 0");
        assertThat(
                TaskBuilder.of(new LogNormalNll()).input("predictions", 1).input("targets", 1).input("scale", 0).fault()
                        .detail())
                .contains("> 0", "got 0");
    }

    // By hand: t = 1 and x = 0 leave log s + ½ log 2π, gradients 0 and 1/s, curvatures 1/s² and −1/s².
    @Test
    void answerAtTheMedianShouldBeThatOfTheScaleAlone() {
        EvaluationView evaluation = TaskBuilder.of(new LogNormalNll()).input("predictions", 0).input("targets", 1)
                .input("scale", 0.5)
                .answer();
        assertThat(evaluation.gradient()).containsExactly(0);
        assertThat(evaluation.gradient("scale")).containsExactly(2);
        assertThat(evaluation.hessian()).containsExactly(4);
        assertThat(evaluation.hessian("scale")).containsExactly(-4);
    }
}
