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
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KlDivTests extends LossContract<KlDiv> {

    @Override
    public List<KlDiv> variants() {
        return List.of(new KlDiv(), new KlDiv(true));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("log_target", "false");
    }

    @Override
    public Formula formula(KlDiv loss) {
        return new Divergence(loss.logTarget());
    }

    @Override
    public Optional<Textbook> textbook(KlDiv loss) {
        return Optional.of(Textbook.formula(loss.logTarget() ? "exp(t)*(t - x)" : "xlogy(t, t) - t*x"));
    }

    @Override
    public double[][] draw(KlDiv loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-4, 0)},
                {loss.logTarget() ? random.nextDouble(-4, 0) : random.nextDouble(0, 1)}};
    }

    @Override
    public Stream<Point<KlDiv>> hardPoints() {
        return Stream.concat(ofProbabilities(), ofLogarithms());
    }

    /** Probabilities of any size, and logarithms that are far from theirs, near or next to them. */
    private static Stream<Point<KlDiv>> ofProbabilities() {
        return DoubleStream.of(0, Double.MIN_VALUE, 1e-310, 1e-300, 1e-16, 0.1, 0.3, 0.7, 1 - 0x1p-53, 1, 1000, 1e300)
                .boxed().flatMap(t -> {
                    double log = Math.max(StrictMath.log(t), -745);
                    return DoubleStream.of(0, -1e-300, -1, -700, -745, -1e4, -1e300, 40, log, Math.nextUp(log),
                            Math.nextDown(log), log * (1 + 1e-9), log + 0.01, log - 0.02, log + 1e-14)
                            .mapToObj(x -> point(new KlDiv(), x, t));
                });
    }

    private static Stream<Point<KlDiv>> ofLogarithms() {
        return DoubleStream.of(0, -1e-300, -0.1, -1, -36.7, -700, -745, -800, -1e4, 1e-9, 20).boxed()
                .flatMap(t -> DoubleStream.of(0, t, Math.nextUp(t), -1, -745, -1e4, -1e40, -1e300, 1e300)
                        .mapToObj(x -> point(new KlDiv(true), x, t)));
    }

    private static Point<KlDiv> point(KlDiv loss, double x, double t) {
        return new Point<>(loss, new double[]{x}, new double[]{t});
    }

    /** t(log t − x), 0 for t = 0, or e^t (t − x). */
    private record Divergence(boolean logTarget) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal x = sample.the("predictions");
            BigDecimal t = sample.the("targets");
            if (logTarget) {
                return List.of(math.exp(t).multiply(t.subtract(x)));
            }
            if (t.signum() == 0) {
                return List.of(BigDecimal.ZERO);
            }
            BigDecimal log = math.log(t);
            return Arithmetic.with100Bits(t.multiply(log.subtract(x)), t.multiply(log));
        }

        /** From the reference: with respect to a target of 0 they are −∞ and ∞, here numbers beyond float64. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            boolean isPole = !logTarget && place.input().equals("targets") && sample.at(place).signum() == 0;
            return isPole
                    ? Optional.of(BigDecimal.TEN.pow(400).multiply(BigDecimal.valueOf(2L * order - 3)))
                    : Optional.empty();
        }

        /** A step must not leave the domain of the targets. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return !logTarget && place.input().equals("targets") ? sample.at(place) : BigDecimal.ONE;
        }
    }

    // From the reference: 0 log 0 = 0 against every logarithm, and a true infinity.
    @Test
    void answerWhenPredictionIsMinusInfinityShouldBeInfiniteUnlessTargetIsZero() {
        EvaluationView evaluation = TaskBuilder.of(new KlDiv()).reduction(Reduction.NONE)
                .input("predictions", Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 1).input("targets", 0, 0.5, 0)
                .answer();
        assertThat(evaluation.loss()).containsExactly(0, Double.POSITIVE_INFINITY, 0);
        assertThat(evaluation.gradient()).containsExactly(0, -0.5, 0);
        assertThat(evaluation.hessian()).containsExactly(0, 0, 0);
    }

    // The same with logarithms: e^−∞ = 0, and e^0 = 1.
    @Test
    void answerWhenLogTargetIsMinusInfinityShouldBeZero() {
        EvaluationView evaluation = TaskBuilder.of(new KlDiv(true)).reduction(Reduction.NONE)
                .input("predictions", Double.NEGATIVE_INFINITY, -2, Double.NEGATIVE_INFINITY)
                .input("targets", Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0, Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(0, 0, -1);
    }

    // From the reference: −∞ and ∞ at a target of 0, NaN at x = −∞ too; of a log-target of −∞ 0 and 0.
    @Test
    void derivativesOfTargetsWhenTargetIsZeroShouldBeTheLimit() {
        EvaluationView ofProbabilities = TaskBuilder.of(new KlDiv()).reduction(Reduction.NONE)
                .input("predictions", -1, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY)
                .input("targets", 0, 0, 0.5).answer();
        assertThat(ofProbabilities.gradient("targets")).containsExactly(Double.NEGATIVE_INFINITY, Double.NaN,
                Double.POSITIVE_INFINITY);
        assertThat(ofProbabilities.hessian("targets")).containsExactly(Double.POSITIVE_INFINITY,
                Double.POSITIVE_INFINITY, 2);
        EvaluationView ofLogarithms = TaskBuilder.of(new KlDiv(true)).reduction(Reduction.NONE)
                .input("predictions", -1, Double.NEGATIVE_INFINITY)
                .input("targets", Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY).answer();
        assertThat(ofLogarithms.gradient("targets")).containsExactly(0, 0);
        assertThat(ofLogarithms.hessian("targets")).containsExactly(0, 0);
    }

    // By Python's decimal module with 80 digits, at the float64 nearest to log 1000.
    @Test
    void lossWhenPredictionIsNextToLogOfTargetShouldKeepItsDigits() {
        EvaluationView evaluation = TaskBuilder.of(new KlDiv()).input("predictions", 6.907755278982137)
                .input("targets", 1000)
                .answer();
        assertWithinTwoUlps(evaluation.loss(), 2.369515526854504e-13);
    }

    // By hand: four halves of log 2 in two rows; the entry that is masked throughout is not counted.
    @Test
    void batchmeanShouldDivideByTheEntriesThatTakePart() {
        TaskBuilder task = TaskBuilder.of(new KlDiv(true)).reduction(Reduction.BATCHMEAN)
                .rows("predictions", new double[][]{{-1, -1}, {-1, -1}}).rows("targets", new double[2][2]);
        assertThat(task.answer().loss()).containsExactly(2);
        assertThat(
                task.mask(new BooleanTensor(Shape.of(2, 2), new boolean[]{true, false, false, false})).answer().loss())
                .containsExactly(1);
    }

    // From the reference: negative and NaN targets are rejected, unless they are logarithms.
    @Test
    void targetsWhenNegativeShouldBeRejectedUnlessTheyAreLogarithms() {
        for (double target : new double[]{-1e-300, Double.NaN}) {
            TaskBuilder task = TaskBuilder.of(new KlDiv()).input("predictions", -1).input("targets", target);
            assertThat(task.fault().field()).isEqualTo("targets");
            assertThat(task.fault().detail()).contains(">= 0");
        }
        assertThat(TaskBuilder.of(new KlDiv(true)).input("predictions", -1).input("targets", -1).answer().loss())
                .containsExactly(0);
    }
}
