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

class WeibullNllTests extends LossContract<WeibullNll> {

    @Override
    public List<WeibullNll> variants() {
        return List.of(new WeibullNll());
    }

    @Override
    public Formula formula(WeibullNll loss) {
        return new NegativeLogLikelihood();
    }

    @Override
    public Optional<Textbook> textbook(WeibullNll loss) {
        return Optional.of(Textbook.formula("""
                z = t/scale
                log(scale) - log(concentration) - (concentration - 1)*log(z) + z^concentration"""));
    }

    @Override
    public double[][] draw(WeibullNll loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(0.2, 3)}, {random.nextDouble(0.2, 4)}, {random.nextDouble(0.1, 4)}};
    }

    @Override
    public Stream<Point<WeibullNll>> hardPoints() {
        return Stream.concat(worstPoints(), DoubleStream.of(1e-50, 1, 7).boxed()
                .flatMap(scale -> DoubleStream.of(1e-10, 0.5, 1, 3.7, 1e6).boxed()
                        .flatMap(shape -> DoubleStream.of(1e-6, 0.5, 1 - 1e-16, 1, 1 + 1e-15, 6)
                                .filter(ratio -> Math.abs(shape * Math.log(ratio)) < 700)
                                .mapToObj(ratio -> point(scale, shape, ratio * scale)))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<WeibullNll>> worstPoints() {
        return Stream.of(
                point(0.17630075079129418, 3.743148693497977, 0.7905377915607039), // gradient of concentration 0.98 ulp
                point(0.30243716657066516, 3.743148693497977, 0.7905377915607039), // gradient of scale 1.15 ulp
                point(1.9891208484972138, 2.336500303643181, 40), // hessian of concentration 0.92 ulp
                point(1.887834147057234, 40, 2.061227992249615), // hessian of scale 1.08 ulp
                point(0.30243716657066505, 3.743148693497977, 0.7905377915607039)); // loss 0.94 ulp
    }

    private static Point<WeibullNll> point(double scale, double shape, double target) {
        return new Point<>(new WeibullNll(), new double[]{scale}, new double[]{shape}, new double[]{target});
    }

    /** −log k + log λ − (k − 1) log z + z^k, z = t/λ: terms that cancel. */
    private record NegativeLogLikelihood() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal scale = sample.the("scale");
            BigDecimal shape = sample.the("concentration");
            BigDecimal log = math.log(sample.the("targets")).subtract(math.log(scale));
            return List.of(math.log(shape).negate(), math.log(scale), log, log.multiply(shape).negate(),
                    math.exp(log.multiply(shape)));
        }

        /** A step that leaves z^k as it is. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            BigDecimal shape = sample.the("concentration").max(BigDecimal.ONE);
            return sample.at(place).divide(place.input().equals("scale") ? shape : BigDecimal.ONE,
                    MathContext.DECIMAL64);
        }
    }

    // From the reference: anything ≤ 0 is rejected.
    @Test
    void inputsWhenNotPositiveShouldBeRejected() {
        for (String input : List.of("scale", "concentration", "targets")) {
            TaskBuilder task = TaskBuilder.of(new WeibullNll()).input("scale", 1).input("concentration", 1)
                    .input("targets", 1).input(input, 0);
            assertThat(task.fault().field()).isEqualTo(input);
            assertThat(task.fault().detail()).contains("> 0", "got 0");
        }
    }

    // By hand: z^k = 3^1000 overflows.
    @Test
    void answerWhenPowerOverflowsShouldBeInfinite() {
        EvaluationView evaluation = TaskBuilder.of(new WeibullNll()).input("scale", 1).input("concentration", 1000)
                .input("targets", 3).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient("scale")).containsExactly(Double.NEGATIVE_INFINITY);
        assertThat(evaluation.gradient("concentration")).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.hessian("scale")).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.hessian("concentration")).containsExactly(Double.POSITIVE_INFINITY);
    }
}
