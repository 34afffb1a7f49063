package dev.nabla.loss.classification;

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

class BinaryCrossEntropyWithLogitsTests extends LossContract<BinaryCrossEntropyWithLogits> {

    private static final String SMOOTHED = "q = t*(1 - label_smoothing) + label_smoothing/2\n";

    private static final BinaryCrossEntropyWithLogits PLAIN = new BinaryCrossEntropyWithLogits();

    @Override
    public List<BinaryCrossEntropyWithLogits> variants() {
        return DoubleStream.of(0, 0.1, 1).mapToObj(BinaryCrossEntropyWithLogits::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("label_smoothing", "0.0 in [0, 1]");
    }

    @Override
    public Formula formula(BinaryCrossEntropyWithLogits loss) {
        return new TwoSoftplus(new BigDecimal(loss.labelSmoothing()));
    }

    @Override
    public Optional<Textbook> textbook(BinaryCrossEntropyWithLogits loss) {
        return Optional.of(Textbook.formula(SMOOTHED + """
                -(pos_weight*q*log(sigmoid(x)) + (1 - q)*log(1 - sigmoid(x)))""").stable(SMOOTHED + """
                pos_weight*q*softplus(-x) + (1 - q)*softplus(x)"""));
    }

    @Override
    public double[][] draw(BinaryCrossEntropyWithLogits loss, RandomGenerator random) {
        double target = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextDouble();
        return new double[][]{{random.nextDouble(-8, 8)}, {target}, {random.nextDouble(0.2, 3)}};
    }

    @Override
    public Stream<Point<BinaryCrossEntropyWithLogits>> hardPoints() {
        return Stream.concat(worstPoints(),
                DoubleStream.of(0, 1e-300, 1e-17, 0.5, 18, 37, 40, 64, 700, 709.5, 744, 746, 800, 1e4, 1e300).boxed()
                        .flatMap(x -> Stream.of(x, -x))
                        .flatMap(x -> DoubleStream.of(0, 1, 0.5, 1e-20, 1 - 1e-16, -1, 3).boxed()
                                .flatMap(t -> Stream.of(point(0, x, t, 1), point(0, x, t, 3), point(0.1, x, t, 0)))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<BinaryCrossEntropyWithLogits>> worstPoints() {
        return Stream.of(
                point(0, -1, 7e307, 2.8), // gradient was infinite: t times pos_weight overflows
                point(0, 3.6, 1.7e308, 2.3), // hessian was infinite, loss NaN
                new Point<>(new BinaryCrossEntropyWithLogits(0.1), new double[]{-9.922443227415826}, new double[]{3.0},
                        new double[]{0.0}), // gradient 0.63 ulp
                new Point<>(new BinaryCrossEntropyWithLogits(1.0), new double[]{-5.384821523144321},
                        new double[]{-1.1486800257445704}, new double[]{0.7023675431565255}), // hessian 1.2 ulp
                new Point<>(new BinaryCrossEntropyWithLogits(0.1), new double[]{0.06575918332511921},
                        new double[]{0.23065089695800733}, new double[]{2.439647487474299})); // loss 0.97 ulp
    }

    private static Point<BinaryCrossEntropyWithLogits> point(double smoothing, double x, double t, double weight) {
        return new Point<>(new BinaryCrossEntropyWithLogits(smoothing), new double[]{x}, new double[]{t},
                new double[]{weight});
    }

    /** (1−t)·sp(x) + w·t·sp(−x), t smoothed: two terms that cancel where t is not between 0 and 1, or σ(x) is near t. */
    private record TwoSoftplus(BigDecimal smoothing) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal x = sample.the("predictions");
            return List.of(negativePart(sample).multiply(math.softplus(x)),
                    positivePart(sample).multiply(math.softplus(x.negate())));
        }

        /** pos_weight·t may underflow too, and is multiplied by a softplus no larger than |x| + 1. */
        @Override
        public BigDecimal coefficient(Sample sample) {
            return negativePart(sample).abs().add(positivePart(sample).abs())
                    .max(sample.the("predictions").abs().add(BigDecimal.ONE));
        }

        private BigDecimal negativePart(Sample sample) {
            return BigDecimal.ONE.subtract(target(sample));
        }

        private BigDecimal positivePart(Sample sample) {
            return sample.the("pos_weight").multiply(target(sample));
        }

        private BigDecimal target(Sample sample) {
            return sample.the("targets").multiply(BigDecimal.ONE.subtract(smoothing))
                    .add(smoothing.divide(BigDecimal.TWO));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    // From the reference: x = ∞, t = 1 is 0, 0; x = -∞, t = 1 is ∞, -pos_weight. The others by the same limits.
    @Test
    void answerWhenLogitIsInfiniteShouldBeTheLimit() {
        double inf = Double.POSITIVE_INFINITY;
        EvaluationView evaluation = TaskBuilder.of(PLAIN).reduction(Reduction.NONE)
                .input("predictions", inf, -inf, inf, -inf, inf).input("targets", 1, 1, 0, 0, 0.5)
                .input("pos_weight", TaskBuilder.scalar(3)).answer();
        assertThat(evaluation.loss()).containsExactly(0, inf, inf, 0, inf);
        assertThat(evaluation.gradient()).containsExactly(0, -3, 1, 0, 0.5);
        assertThat(evaluation.hessian()).containsExactly(0, 0, 0, 0, 0);
    }

    // A coefficient of exactly 0 takes its term away, even an infinite one.
    @Test
    void lossWhenPosWeightIsZeroShouldNotSeeThePositivePart() {
        EvaluationView evaluation = TaskBuilder.of(PLAIN).input("predictions", Double.NEGATIVE_INFINITY)
                .input("targets", 1)
                .input("pos_weight", TaskBuilder.scalar(0)).answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient()).containsExactly(0);
    }

    // By hand: at x = 0 both halves are log 2, and the gradient is (1-t)/2 - w·t/2.
    @Test
    void answerWhenPosWeightIsVectorShouldUseItAlongTheLastAxis() {
        EvaluationView evaluation = TaskBuilder.of(PLAIN).reduction(Reduction.NONE)
                .rows("predictions", new double[2][2])
                .rows("targets", new double[][]{{1, 0}, {1, 1}}).input("pos_weight", 2, 0.5).answer();
        double log2 = 0.6931471805599453;
        assertThat(evaluation.loss()).containsExactly(2 * log2, log2, 2 * log2, 0.5 * log2);
        assertThat(evaluation.gradient()).containsExactly(-1, 0.5, -1, -0.25);
    }

    // PyTorch broadcasts a pos_weight of length 1: both columns as with the number 2.
    @Test
    void answerWhenPosWeightHasOneElementShouldUseItForTheWholeLastAxis() {
        TaskBuilder task = TaskBuilder.of(PLAIN).rows("predictions", new double[2][2])
                .rows("targets", new double[][]{{1, 0}, {1, 1}});
        EvaluationView number = task.input("pos_weight", TaskBuilder.scalar(2)).answer();
        EvaluationView vector = task.input("pos_weight", 2).answer();
        assertThat(vector.loss()).containsExactly(number.loss());
        assertThat(vector.gradient()).containsExactly(number.gradient());
        assertThat(task.input("pos_weight", 2, 2, 2).fault().detail()).contains("[2], the last axis, or [1]",
                "has [3]");
    }

    // From the reference: with pos_weight 1 it is exactly −(1−ε)x.
    @Test
    void gradientOfTargetsShouldBeMinusTheLogit() {
        EvaluationView evaluation = TaskBuilder.of(new BinaryCrossEntropyWithLogits(0.5)).reduction(Reduction.NONE)
                .input("predictions", 800, -3, 0.1, Double.POSITIVE_INFINITY).input("targets", 0, 1, 0.5, 0).answer();
        assertThat(evaluation.gradient("targets")).containsExactly(-400, 1.5, -0.05, Double.NEGATIVE_INFINITY);
    }

    // The reference: no overflow for any finite x.
    @Test
    void lossWhenLogitIsHugeShouldBeTheLogit() {
        EvaluationView evaluation = TaskBuilder.of(PLAIN).reduction(Reduction.NONE)
                .input("predictions", Double.MAX_VALUE, -Double.MAX_VALUE).input("targets", 0, 1).answer();
        assertThat(evaluation.loss()).containsExactly(Double.MAX_VALUE, Double.MAX_VALUE);
        assertThat(evaluation.gradient()).containsExactly(1, -1);
    }
}
