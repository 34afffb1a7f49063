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
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneralizedKlTests extends LossContract<GeneralizedKl> {

    @Override
    public List<GeneralizedKl> variants() {
        return List.of(new GeneralizedKl());
    }

    @Override
    public Formula formula(GeneralizedKl loss) {
        return new Divergence();
    }

    @Override
    public Optional<Textbook> textbook(GeneralizedKl loss) {
        return Optional.of(Textbook.formula("xlogy(t, t) - t*x + exp(x) - t").stable("""
                v = x - log(t)
                slope = x*stop_gradient(t*expm1(v)) - t*stop_gradient(v)
                where(t == 0, exp(x), with_gradient(t*expm1mx(v), slope))"""));
    }

    @Override
    public double[][] draw(GeneralizedKl loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-3, 3)}, {random.nextDouble(0, 4)}};
    }

    @Override
    public Stream<Point<GeneralizedKl>> hardPoints() {
        return Stream.concat(worstPoints(), points(new GeneralizedKl()));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<GeneralizedKl>> worstPoints() {
        return Stream.of(point(new GeneralizedKl(), 3.5E-323, 1), // gradient was 7 ulp
                point(new GeneralizedKl(), -745, 9.9E-324)); // loss 0.92 ulp
    }

    /** Targets of any size, and predictions that are far from their logarithms, near or next to them. */
    private static Stream<Point<GeneralizedKl>> points(GeneralizedKl loss) {
        return DoubleStream.of(0, Double.MIN_VALUE, 1e-300, 1e-16, 0.1, 0.3, 1, 3, 1000, 1e10, 1e100, 1e300).boxed()
                .flatMap(t -> {
                    double log = Math.max(StrictMath.log(t), -745);
                    return DoubleStream.of(0, 1e-300, -1e-9, 1, -1, 36.7, -40, 700, -700, 709, -745, -1e4, log,
                            Math.nextUp(log), Math.nextDown(log), log + 1e-14, log - 1e-9, log + 0.01, log - 0.02,
                            log + 0.9, log - 1.1).mapToObj(x -> point(loss, x, t));
                });
    }

    private static Point<GeneralizedKl> point(GeneralizedKl loss, double x, double t) {
        return new Point<>(loss, new double[]{x}, new double[]{t});
    }

    /** t(log t − x) + e^x − t. */
    private record Divergence() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal exp = math.exp(sample.the("predictions"));
            BigDecimal t = sample.the("targets");
            if (t.signum() == 0) {
                return List.of(exp);
            }
            BigDecimal log = math.log(t);
            BigDecimal distance = sample.the("predictions").subtract(log);
            return Arithmetic.with100Bits(exp.subtract(t).subtract(t.multiply(distance)),
                    exp.subtract(t).multiply(log));
        }

        /** From the reference: with respect to a target of 0 they are −∞ and ∞, here numbers beyond float64. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            boolean isPole = place.input().equals("targets") && sample.at(place).signum() == 0;
            return isPole
                    ? Optional.of(BigDecimal.TEN.pow(400).multiply(BigDecimal.valueOf(2L * order - 3)))
                    : Optional.empty();
        }

        /** A step must not leave the domain of the targets. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return place.input().equals("targets") ? sample.at(place) : BigDecimal.ONE;
        }
    }

    // By Python's decimal module with 80 digits, at the float64 nearest to log 1000.
    @Test
    void answerWhenPredictionIsNextToLogOfTargetShouldKeepItsDigits() {
        EvaluationView evaluation = TaskBuilder.of(new GeneralizedKl()).input("predictions", 6.907755278982137)
                .input("targets", 1000).answer();
        assertWithinTwoUlps(evaluation.loss(), 2.8073019160022883e-29);
        assertWithinTwoUlps(evaluation.gradient(), -2.369515526854504e-13);
    }

    // The limits of the formula.
    @Test
    void answerWhenPredictionIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new GeneralizedKl()).reduction(Reduction.NONE)
                .input("predictions", Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .input("targets", 0, 2, 2).answer();
        assertThat(evaluation.loss()).containsExactly(0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(0, -2, Double.POSITIVE_INFINITY);
        assertThat(evaluation.hessian()).containsExactly(0, 0, Double.POSITIVE_INFINITY);
    }
}
