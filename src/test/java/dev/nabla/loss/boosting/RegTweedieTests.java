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

class RegTweedieTests extends LossContract<RegTweedie> {

    @Override
    public List<RegTweedie> variants() {
        return List.of(new RegTweedie(), new RegTweedie(1.1), new RegTweedie(1.9));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("tweedie_variance_power", "1.5 in (1, 2)");
    }

    @Override
    public Formula formula(RegTweedie loss) {
        return new NegativeLogLikelihood(new BigDecimal(loss.tweedieVariancePower()));
    }

    @Override
    public Optional<Textbook> textbook(RegTweedie loss) {
        return Optional.of(Textbook.formula("""
                r = tweedie_variance_power
                exp((2 - r)*x)/(2 - r) - t*exp((1 - r)*x)/(1 - r)"""));
    }

    @Override
    public double[][] draw(RegTweedie loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-3, 3)}, {random.nextDouble(0, 6)}};
    }

    @Override
    public Stream<Point<RegTweedie>> hardPoints() {
        return Stream.of(new RegTweedie(), new RegTweedie(1 + 1e-9), new RegTweedie(2 - 1e-9))
                .flatMap(RegTweedieTests::points);
    }

    /** Targets of any size, and predictions that are far from their logarithms, near or next to them. */
    private static Stream<Point<RegTweedie>> points(RegTweedie loss) {
        return DoubleStream.of(0, Double.MIN_VALUE, 1e-300, 0.3, 1, 3, 1e10, 1e300).boxed().flatMap(t -> {
            double log = Math.max(StrictMath.log(t), -745);
            return DoubleStream
                    .of(0, 1e-300, -1e-9, 1, -1, 36.7, -40, 700, -700, 709, -745, -1e4, log, Math.nextUp(log),
                            Math.nextDown(log), log + 1e-14, log - 1e-9, log + 0.01, log - 0.02, log + 0.9, log - 1.1)
                    .mapToObj(x -> point(loss, x, t));
        });
    }

    private static Point<RegTweedie> point(RegTweedie loss, double x, double t) {
        return new Point<>(loss, new double[]{x}, new double[]{t});
    }

    /** −t e^((1−ρ)x)/(1−ρ) + e^((2−ρ)x)/(2−ρ): their derivatives cancel. */
    private record NegativeLogLikelihood(BigDecimal power) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal x = sample.the("predictions");
            BigDecimal lower = BigDecimal.ONE.subtract(power);
            BigDecimal upper = BigDecimal.TWO.subtract(power);
            BigDecimal mean = math.divide(math.exp(upper.multiply(x)), upper);
            if (sample.the("targets").signum() == 0) {
                return List.of(mean);
            }
            return List.of(mean,
                    math.divide(sample.the("targets").multiply(math.exp(lower.multiply(x))), lower).negate());
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    // By Python's decimal module with 80 digits, at the float64 nearest to log 1000.
    @Test
    void gradientWhenMarginIsNextToLogOfTargetShouldKeepItsDigits() {
        EvaluationView evaluation = TaskBuilder.of(new RegTweedie()).input("predictions", 6.907755278982137)
                .input("targets", 1000).answer();
        assertWithinTwoUlps(evaluation.gradient(), -7.493066015994106e-15);
    }

    // The limits of the formula.
    @Test
    void answerWhenMarginIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new RegTweedie()).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY)
                .input("targets", 2, 2, 0).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0);
        assertThat(evaluation.gradient()).containsExactly(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0);
    }

    // From the reference: what is rejected.
    @Test
    void inputsWhenOutsideTheirDomainShouldBeRejected() {
        assertThat(TaskBuilder.of(new RegTweedie()).input("predictions", 0).input("targets", -1).fault())
                .matches(fault -> fault.field().equals("targets") && fault.detail().contains(">= 0"));
    }
}
