package dev.nabla.loss.boosting;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
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

class CountPoissonTests extends LossContract<CountPoisson> {

    @Override
    public List<CountPoisson> variants() {
        return List.of(new CountPoisson(), new CountPoisson(0));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("max_delta_step", "0.7 in [0, inf)");
    }

    @Override
    public Formula formula(CountPoisson loss) {
        return new NegativeLogLikelihood(new BigDecimal(loss.maxDeltaStep()));
    }

    @Override
    public Optional<Textbook> textbook(CountPoisson loss) {
        return Optional.of(Textbook.formula("exp(x) - t*x"));
    }

    @Override
    public double[][] draw(CountPoisson loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-3, 3)}, {random.nextDouble(0, 6)}};
    }

    @Override
    public Stream<Point<CountPoisson>> hardPoints() {
        return Stream.of(new CountPoisson(), new CountPoisson(0), new CountPoisson(1e4))
                .flatMap(CountPoissonTests::points);
    }

    /** Targets of any size, and predictions that are far from their logarithms, near or next to them. */
    private static Stream<Point<CountPoisson>> points(CountPoisson loss) {
        return DoubleStream.of(0, Double.MIN_VALUE, 1e-300, 0.3, 1, 3, 1e10, 1e300).boxed().flatMap(t -> {
            double log = Math.max(StrictMath.log(t), -745);
            return DoubleStream
                    .of(0, 1e-300, -1e-9, 1, -1, 36.7, -40, 700, -700, 709, -745, -1e4, log, Math.nextUp(log),
                            Math.nextDown(log), log + 1e-14, log - 1e-9, log + 0.01, log - 0.02, log + 0.9, log - 1.1)
                    .mapToObj(x -> point(loss, x, t));
        });
    }

    private static Point<CountPoisson> point(CountPoisson loss, double x, double t) {
        return new Point<>(loss, new double[]{x}, new double[]{t});
    }

    /** e^x − t x: terms that cancel. */
    private record NegativeLogLikelihood(BigDecimal step) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal x = sample.the("predictions");
            return List.of(math.exp(x), sample.the("targets").multiply(x).negate());
        }

        /** The curvature that the reference states is e^(x + max_delta_step). */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            return order == 2 && step.signum() > 0
                    ? Optional.of(math.exp(sample.the("predictions").add(step)))
                    : Optional.empty();
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    // From the reference, by the limits: t = 0 leaves e^x alone.
    @Test
    void answerWhenMarginIsMinusInfinityShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new CountPoisson()).reduction(Reduction.NONE)
                .input("predictions", Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY).input("targets", 0, 2)
                .answer();
        assertThat(evaluation.loss()).containsExactly(0, Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(0, -2);
        assertThat(evaluation.hessian()).containsExactly(0, 0);
    }

    // By Python's decimal module with 80 digits, at the float64 nearest to log 1000.
    @Test
    void gradientWhenMarginIsNextToLogOfTargetShouldKeepItsDigits() {
        EvaluationView evaluation = TaskBuilder.of(new CountPoisson()).input("predictions", 6.907755278982137)
                .input("targets", 1000).answer();
        assertWithinTwoUlps(evaluation.gradient(), -2.369515526854504e-13);
    }

    // From the reference: what is rejected.
    @Test
    void inputsWhenOutsideTheirDomainShouldBeRejected() {
        assertThat(TaskBuilder.of(new CountPoisson()).input("predictions", 0).input("targets", -1).fault())
                .matches(fault -> fault.field().equals("targets") && fault.detail().contains(">= 0"));
    }
}
