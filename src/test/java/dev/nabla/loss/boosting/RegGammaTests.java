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
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RegGammaTests extends LossContract<RegGamma> {

    @Override
    public List<RegGamma> variants() {
        return List.of(new RegGamma());
    }

    @Override
    public Formula formula(RegGamma loss) {
        return new NegativeLogLikelihood();
    }

    @Override
    public Optional<Textbook> textbook(RegGamma loss) {
        return Optional.of(Textbook.formula("""
                u = x - log(t)
                u + exp(-u) - 1""").stable("""
                expm1mx(log(t) - x)"""));
    }

    @Override
    public double[][] draw(RegGamma loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-3, 3)}, {random.nextDouble(0.1, 6)}};
    }

    @Override
    public Stream<Point<RegGamma>> hardPoints() {
        return points(new RegGamma());
    }

    /** Targets of any size, and predictions that are far from their logarithms, near or next to them. */
    private static Stream<Point<RegGamma>> points(RegGamma loss) {
        return DoubleStream.of(Double.MIN_VALUE, 1e-300, 1e-16, 0.1, 0.3, 1, Math.nextUp(1.0), 3, 1000, 1e10, 1e300)
                .boxed().flatMap(t -> {
                    double log = Math.max(StrictMath.log(t), -745);
                    return DoubleStream.of(0, 1e-300, -1e-9, 1, -1, 36.7, -40, 700, -700, 709, -745, -1e4, log,
                            Math.nextUp(log), Math.nextDown(log), log + 1e-14, log - 1e-9, log + 0.01, log - 0.02,
                            log + 0.9, log - 1.1).mapToObj(x -> point(loss, x, t));
                });
    }

    private static Point<RegGamma> point(RegGamma loss, double x, double t) {
        return new Point<>(loss, new double[]{x}, new double[]{t});
    }

    /** u + e^−u − 1, u = x − log t. */
    private record NegativeLogLikelihood() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal log = math.log(sample.the("targets"));
            BigDecimal u = sample.the("predictions").subtract(log);
            BigDecimal slope = BigDecimal.ONE.subtract(math.exp(u.negate()));
            return Arithmetic.with100Bits(u.subtract(slope), slope.multiply(log));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    // By Python's decimal module with 80 digits, at the float64 nearest to log 1000.
    @Test
    void answerWhenMarginIsNextToLogOfTargetShouldKeepItsDigits() {
        EvaluationView evaluation = TaskBuilder.of(new RegGamma()).input("predictions", 6.907755278982137)
                .input("targets", 1000).answer();
        assertWithinTwoUlps(evaluation.loss(), 2.807301916002289e-32);
        assertWithinTwoUlps(evaluation.gradient(), -2.369515526854504e-16);
    }

    // The limits of the formula.
    @Test
    void answerWhenMarginIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new RegGamma()).reduction(Reduction.NONE)
                .input("predictions", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY).input("targets", 2, 2)
                .answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(1, Double.NEGATIVE_INFINITY);
        assertThat(evaluation.hessian()).containsExactly(0, Double.POSITIVE_INFINITY);
    }

    // From the reference: what is rejected.
    @Test
    void inputsWhenOutsideTheirDomainShouldBeRejected() {
        assertThat(TaskBuilder.of(new RegGamma()).input("predictions", 0).input("targets", 0).fault())
                .matches(fault -> fault.field().equals("targets") && fault.detail().contains("> 0"));
        assertThat(TaskBuilder.of(new RegGamma()).input("predictions", 0).input("targets", -1).fault())
                .matches(fault -> fault.field().equals("targets") && fault.detail().contains("> 0"));
    }
}
