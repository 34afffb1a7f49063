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
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JsDivTests extends LossContract<JsDiv> {

    @Override
    public List<JsDiv> variants() {
        return List.of(new JsDiv());
    }

    @Override
    public Formula formula(JsDiv loss) {
        return new Divergence();
    }

    @Override
    public Optional<Textbook> textbook(JsDiv loss) {
        return Optional.of(Textbook.formula("""
                m = 0.5*(x + t)
                0.5*(x*log(x/m) + t*log(t/m))""").stable("""
                v = (x - t)/(x + t)
                0.5*(x*log1pmx(v) + t*log1pmx(-v) + v*(x - t))"""));
    }

    @Override
    public double[][] draw(JsDiv loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(0.01, 1)}, {random.nextDouble(0, 1)}};
    }

    @Override
    public Stream<Point<JsDiv>> hardPoints() {
        return Stream.concat(worstPoints(),
                DoubleStream.of(Double.MIN_VALUE, 1e-310, 1e-300, 1e-16, 0.1, 0.5, 1 - 0x1p-53, 1, 7, 1e300, 1.5e308)
                        .boxed()
                        .flatMap(x -> DoubleStream
                                .of(Double.MIN_VALUE, 1e-300, 0.5, 1, 1e300, 1.6e308, Math.nextUp(x), Math.nextDown(x),
                                        x * (1 - 1e-9), x * 1.01, x * 0.3, x * 1e-20)
                                .filter(t -> t != x && t > x * 1e-30 && t < x * 1e30)
                                .mapToObj(t -> point(new JsDiv(), x, t))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<JsDiv>> worstPoints() {
        return Stream.of(point(new JsDiv(), 0.04259991764072735, 1.4585816889291E-310)); // was 5.5 ulp
    }

    private static Point<JsDiv> point(JsDiv loss, double x, double t) {
        return new Point<>(loss, new double[]{x}, new double[]{t});
    }

    /** ½ [x log(x/m) + t log(t/m)], m = (x + t)/2, 0 log 0 = 0. */
    private record Divergence() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal x = sample.the("predictions");
            BigDecimal t = sample.the("targets");
            BigDecimal mean = x.add(t).divide(BigDecimal.TWO);
            return List.of(share(x, mean, math).add(share(t, mean, math)).divide(BigDecimal.TWO));
        }

        private static BigDecimal share(BigDecimal x, BigDecimal mean, Arithmetic math) {
            return x.signum() == 0 ? BigDecimal.ZERO : x.multiply(math.log(math.divide(x, mean)));
        }
    }

    // From the reference: ½ t log 2, gradient −∞ and Hessian ∞ for t > 0, all 0 for t = 0.
    @Test
    void answerWhenOneIsZeroShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new JsDiv()).reduction(Reduction.NONE)
                .input("predictions", 0, 0, 0.5)
                .input("targets", 0.5, 0, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0.25 * 0.6931471805599453, 0, 0.25 * 0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(Double.NEGATIVE_INFINITY, 0, 0.5 * 0.6931471805599453);
        assertThat(evaluation.hessian()).containsExactly(Double.POSITIVE_INFINITY, 0, 0);
    }

    // From the reference: negative and NaN inputs are rejected.
    @Test
    void inputsWhenNegativeShouldBeRejected() {
        for (double bad : new double[]{-1e-300, Double.NaN}) {
            assertThat(TaskBuilder.of(new JsDiv()).input("predictions", bad).input("targets", 1).fault().field())
                    .isEqualTo("predictions");
            assertThat(TaskBuilder.of(new JsDiv()).input("predictions", 1).input("targets", bad).fault().detail())
                    .contains(">= 0");
        }
    }
}
