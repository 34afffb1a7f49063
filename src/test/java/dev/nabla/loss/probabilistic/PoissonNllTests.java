package dev.nabla.loss.probabilistic;

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

class PoissonNllTests extends LossContract<PoissonNll> {

    @Override
    public List<PoissonNll> variants() {
        return List.of(new PoissonNll(), new PoissonNll(true, true, 1e-8), new PoissonNll(false, false, 1e-8),
                new PoissonNll(false, true, 0.5));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("log_input", "true", "full", "false", "eps", "1.0E-8 in [0, inf)");
    }

    @Override
    public Formula formula(PoissonNll loss) {
        return new NegativeLogLikelihood(loss);
    }

    @Override
    public Optional<Textbook> textbook(PoissonNll loss) {
        String stirling = loss.full() ? " + where(t > 1, t*log(t) - t + 0.5*log(2*pi*t), 0)" : "";
        return Optional.of(Textbook.formula((loss.logInput() ? "exp(x) - t*x" : "x - t*log(x + eps)") + stirling));
    }

    @Override
    public double[][] draw(PoissonNll loss, RandomGenerator random) {
        return new double[][]{{loss.logInput() ? random.nextDouble(-3, 3) : random.nextDouble(0.1, 5)},
                {random.nextDouble(0, 6)}};
    }

    @Override
    public Stream<Point<PoissonNll>> hardPoints() {
        return Stream.of(points(new PoissonNll()), points(new PoissonNll(true, true, 1e-8)),
                rates(new PoissonNll(false, false, 1e-8)), rates(new PoissonNll(false, true, 0.5)),
                rates(new PoissonNll(false, true, 0))).flatMap(each -> each);
    }

    /** Targets of any size, and predictions that are far from their logarithms, near or next to them. */
    private static Stream<Point<PoissonNll>> points(PoissonNll loss) {
        return DoubleStream.of(0, Double.MIN_VALUE, 1e-300, 0.3, 1, 1.0000000000000002, 3, 1000, 1e10, 1e100, 1e300)
                .boxed().flatMap(t -> {
                    double log = Math.max(StrictMath.log(t), -745);
                    return DoubleStream.of(0, 1e-300, -1e-9, 1, -1, 36.7, -40, 700, -700, 709, -745, -1e4, log,
                            Math.nextUp(log), Math.nextDown(log), log + 1e-14, log - 1e-9, log + 0.01, log - 0.02,
                            log + 0.9, log - 1.1).mapToObj(x -> point(loss, x, t));
                });
    }

    private static Stream<Point<PoissonNll>> rates(PoissonNll loss) {
        return DoubleStream.of(0, Double.MIN_VALUE, 1e-300, 1e-9, 0.5, 1 - 1e-8, 1, 3, 1e10, 1e300)
                .filter(rate -> rate > 0 || loss.eps() > 0).boxed()
                .flatMap(rate -> DoubleStream
                        .of(0, Double.MIN_VALUE, 1e-300, 0.3, 1, 3, 1e10, 1e300, rate, Math.nextUp(rate),
                                rate + loss.eps())
                        .mapToObj(t -> point(loss, rate, t)));
    }

    private static Point<PoissonNll> point(PoissonNll loss, double x, double t) {
        return new Point<>(loss, new double[]{x}, new double[]{t});
    }

    /** e^x − t x, or x − t log(x + eps); with full, t log t − t + ½ log 2πt where t > 1. */
    private record NegativeLogLikelihood(PoissonNll loss) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal x = sample.the("predictions");
            BigDecimal t = sample.the("targets");
            BigDecimal rate = loss.logInput() ? math.exp(x) : x;
            if (t.signum() == 0) {
                return List.of(rate);
            }
            BigDecimal log = loss.logInput() ? x : math.log(x.add(new BigDecimal(loss.eps())));
            if (!loss.full() || t.compareTo(BigDecimal.ONE) <= 0) {
                return List.of(rate, t.multiply(log).negate());
            }
            BigDecimal constant = math.log(Arithmetic.TWO_PI.multiply(t)).divide(BigDecimal.TWO);
            return List.of(rate, t.multiply(log).negate(), t.multiply(math.log(t)), t.negate(), constant);
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            BigDecimal x = sample.the("predictions");
            return loss.logInput() ? BigDecimal.ONE : x.add(new BigDecimal(loss.eps()));
        }
    }

    // From the reference: a rate of 0 with t = 0 has loss 0 and gradient 1; log 0 makes the rest infinite.
    @Test
    void answerWhenRateIsZeroShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new PoissonNll(false, false, 0)).reduction(Reduction.NONE)
                .input("predictions", 0, 0).input("targets", 0, 2).answer();
        assertThat(evaluation.loss()).containsExactly(0, Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(1, Double.NEGATIVE_INFINITY);
        assertThat(evaluation.hessian()).containsExactly(0, Double.POSITIVE_INFINITY);
    }

    // From the reference, and by e^x ≫ x.
    @Test
    void answerWhenLogRateIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new PoissonNll()).reduction(Reduction.NONE)
                .input("predictions", Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, 2, 2).answer();
        assertThat(evaluation.loss()).containsExactly(0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(0, -2, Double.POSITIVE_INFINITY);
    }

    // By Python's decimal module with 80 digits, at the float64 nearest to log 1000.
    @Test
    void gradientWhenLogRateIsNextToLogOfTargetShouldKeepItsDigits() {
        EvaluationView evaluation = TaskBuilder.of(new PoissonNll()).input("predictions", 6.907755278982137)
                .input("targets", 1000).answer();
        assertWithinTwoUlps(evaluation.gradient(), -2.369515526854504e-13);
    }

    // From the reference: negative rates are rejected, negative logarithms of rates are not; nor are negative targets taken.
    @Test
    void inputsWhenNegativeShouldBeRejectedUnlessTheyAreLogarithms() {
        TaskBuilder rates = TaskBuilder.of(new PoissonNll(false, false, 1e-8)).input("predictions", -1)
                .input("targets", 1);
        assertThat(rates.fault().field()).isEqualTo("predictions");
        assertThat(rates.fault().detail()).contains(">= 0");
        TaskBuilder logRates = TaskBuilder.of(new PoissonNll()).input("predictions", -1).input("targets", -1);
        assertThat(logRates.fault().field()).isEqualTo("targets");
        assertThat(logRates.input("targets", 0).answer().loss()).containsExactly(0.36787944117144233);
    }
}
