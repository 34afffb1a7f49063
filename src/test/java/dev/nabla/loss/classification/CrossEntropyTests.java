package dev.nabla.loss.classification;

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
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrossEntropyTests extends LossContract<CrossEntropy> {

    private static final String SMOOTHED = "q = one_hot(t, CLASSES)*(1 - label_smoothing) + label_smoothing/CLASSES\n";

    private static final CrossEntropy PLAIN = new CrossEntropy();
    private static final CrossEntropy SMOOTH = new CrossEntropy(-100, 0.1);
    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<CrossEntropy> variants() {
        return List.of(PLAIN, SMOOTH, new CrossEntropy(-1, 1));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("ignore_index", "-100 in (-inf, inf)", "label_smoothing", "0.0 in [0, 1]");
    }

    @Override
    public Formula formula(CrossEntropy loss) {
        return new WeightedCrossEntropy(BigDecimal.valueOf(loss.ignoreIndex()), new BigDecimal(loss.labelSmoothing()));
    }

    @Override
    public Optional<Textbook> textbook(CrossEntropy loss) {
        return Optional.of(Textbook.formula(SMOOTHED + Textbook.SOFTMAX + "-((q*log(p)) @ weight)")
                .stable(SMOOTHED + "-((q*log_softmax(x)) @ weight)"));
    }

    @Override
    public double[][] draw(CrossEntropy loss, RandomGenerator random) {
        return new double[][]{random.doubles(4, -5, 5).toArray(), {random.nextInt(4)},
                random.doubles(4, 0.2, 3).toArray()};
    }

    @Override
    public Stream<Point<CrossEntropy>> hardPoints() {
        Stream<double[]> rows = Stream.of(new double[]{0, 0, 0}, new double[]{1e4, 0, -1e4}, new double[]{50, 0, 0},
                new double[]{-700, 0, 1}, new double[]{744, 0, 1}, new double[]{0.1, 1e4, 1e4 - 1e-9},
                new double[]{1e-300, 0, -1e-300}, new double[]{1e16, 0.7, 1e16 - 2}, new double[]{36.7, 0, -1},
                new double[]{1e300, -1e300, 0}, new double[]{1234.5678, 1200.1, 1233.3}, new double[]{0.3});
        return Stream.concat(worstPoints(), rows.flatMap(CrossEntropyTests::withTargets));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<CrossEntropy>> worstPoints() {
        return Stream.of(
                new Point<>(new CrossEntropy(-100, 0.1), new double[]{-1.7e308, 0, 1e308}, new double[]{2},
                        new double[]{1, 1, 1}), // loss was infinite: difference beyond float64
                new Point<>(PLAIN,
                        new double[]{-0.8246860930505961, -4.449064510124612, -1.4871747015132355, -4.783576878306417},
                        new double[]{0},
                        new double[]{0.4559417455898486, 1.6219558771478777, 0.6387346666331472, 2.1497493696651513}), // gradient 0.92 ulp
                new Point<>(SMOOTH,
                        new double[]{3.16706455653817, -0.30505013496884575, -3.639319874673743, 1.9438592255101836},
                        new double[]{1},
                        new double[]{2.9454760334552, 1.1398503508431546, 0.04094076032206579, 0.8530619032278599}), // hessian 1.43 ulp
                new Point<>(PLAIN, new double[]{-4.451146792133331, -710, 4.906301742366333, -1.1600814145870686},
                        new double[]{2},
                        new double[]{1.2066825879902339, 1.3330866639674088, 1.5550874047348942, 4.386748480479823})); // loss 1.16 ulp
    }

    /** Every class, and distributions: certain, even, that of the softmax itself nearly, and not summing to 1. */
    private static Stream<Point<CrossEntropy>> withTargets(double[] logits) {
        List<Point<CrossEntropy>> points = new ArrayList<>();
        for (int y = 0; y < logits.length; y++) {
            points.add(new Point<>(PLAIN, logits, new double[]{y}));
            points.add(new Point<>(SMOOTH, logits, new double[]{y}));
        }
        if (logits.length == 3) {
            for (double[] q : new double[][]{{0, 1, 0}, {1.0 / 3, 1.0 / 3, 1.0 / 3}, {1, 1e-20, 1e-300}, {3, 0, 0.5}}) {
                points.add(new Point<>(PLAIN, logits, q));
                points.add(new Point<>(SMOOTH, logits, q, new double[]{1, 0.1, 1e5}));
            }
        }
        return points.stream();
    }

    /** −Σ_c w_c q_c ls_c, q = t(1−ε) + ε/C. The derivatives of its terms cancel where the softmax is near q. */
    private record WeightedCrossEntropy(BigDecimal ignored, BigDecimal smoothing) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] logits = sample.all("predictions");
            BigDecimal[] shares = shares(sample, math);
            BigDecimal lse = math.logSumExp(logits);
            return IntStream.range(0, logits.length).mapToObj(c -> shares[c].multiply(lse.subtract(logits[c])))
                    .toList();
        }

        @Override
        public BigDecimal coefficient(Sample sample) {
            return Arrays.stream(shares(sample, new Arithmetic(20))).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        /** w_c q_c. */
        private BigDecimal[] shares(Sample sample, Arithmetic math) {
            int classes = sample.all("predictions").length;
            BigDecimal spread = math.divide(smoothing, BigDecimal.valueOf(classes));
            return IntStream.range(0, classes).mapToObj(c -> target(sample, c)
                    .multiply(BigDecimal.ONE.subtract(smoothing)).add(spread).multiply(sample.all("weight")[c]))
                    .toArray(BigDecimal[]::new);
        }

        private static BigDecimal target(Sample sample, int c) {
            if (!sample.isSingle("targets")) {
                return sample.all("targets")[c];
            }
            return sample.the("targets").intValueExact() == c ? BigDecimal.ONE : BigDecimal.ZERO;
        }

        @Override
        public BigDecimal divisor(Sample sample) {
            return sample.isSingle("targets")
                    ? sample.all("weight")[sample.the("targets").intValueExact()]
                    : BigDecimal.ONE;
        }

        @Override
        public boolean isIgnored(Sample sample) {
            return sample.isSingle("targets") && sample.the("targets").compareTo(ignored) == 0;
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    private static EvaluationView ofRow(CrossEntropy loss, double[] logits, double target) {
        return TaskBuilder.of(loss).rows("predictions", logits).input("targets", target).answer();
    }

    // From the reference: a masked class has p = 0 and gradient 0, the others share: log 2, ±1/2.
    @Test
    void answerWhenLogitIsMinusInfinityShouldLeaveTheClassOut() {
        EvaluationView evaluation = ofRow(PLAIN, new double[]{0, -INF, 0}, 0);
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(-0.5, 0, 0.5);
        assertThat(evaluation.hessian()).containsExactly(0.25, 0, 0.25);
    }

    // From the reference: loss ∞, gradient p - onehot.
    @Test
    void answerWhenTargetLogitIsMinusInfinityShouldBeInfiniteWithFiniteGradient() {
        EvaluationView evaluation = ofRow(PLAIN, new double[]{0, -INF, 0}, 1);
        assertThat(evaluation.loss()).containsExactly(INF);
        assertThat(evaluation.gradient()).containsExactly(0.5, -1, 0.5);
    }

    // From the reference: with smoothing a -∞ logit makes the loss ∞ unless its weight is 0.
    @Test
    void lossWhenSmoothedOverMinusInfinityShouldBeInfiniteUnlessItsWeightIsZero() {
        assertThat(ofRow(SMOOTH, new double[]{0, -INF, 0}, 0).loss()).containsExactly(INF);
        EvaluationView weighted = TaskBuilder.of(new CrossEntropy(-100, 0.75))
                .rows("predictions", new double[]{0, -INF, 0})
                .input("targets", 0).input("weight", 1, 0, 1).reduction(Reduction.SUM).answer();
        // (0.25 + 0.25)·log 2 + 0.25·log 2; gradient 0.75/2 - 0.5 and 0.75/2 - 0.25
        assertThat(weighted.loss()).containsExactly(0.75 * 0.6931471805599453);
        assertThat(weighted.gradient()).containsExactly(-0.125, 0, 0.125);
    }

    // From the reference: a +∞ logit or a row of only -∞ is NaN, and only its row.
    @Test
    void answerWhenSoftmaxDoesNotExistShouldBeNaNInThatRow() {
        EvaluationView evaluation = TaskBuilder.of(PLAIN).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{INF, 0}, {-INF, -INF}, {0, 0}}).input("targets", 0, 1, 0).answer();
        assertThat(evaluation.loss()).containsExactly(Double.NaN, Double.NaN, 0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(Double.NaN, Double.NaN, Double.NaN, Double.NaN, -0.5, 0.5);
        assertThat(evaluation.hessian()).containsExactly(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0.25, 0.25);
    }

    // From the reference: probability 0 on a -∞ logit adds 0 (PyTorch: NaN).
    @Test
    void answerWhenProbabilityIsZeroOnMinusInfinityShouldNotSeeIt() {
        EvaluationView evaluation = TaskBuilder.of(PLAIN).rows("predictions", new double[]{0, -INF, 0})
                .rows("targets", new double[]{0.5, 0, 0.5}).answer();
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 0);
    }

    // From the reference: −(1−ε) w_c ls_c; ∞ on a -∞ logit, 0 where its coefficient is 0. Here ls = −log 2.
    @Test
    void gradientOfProbabilitiesShouldBeTheWeightedSurprisal() {
        double log2 = 0.6931471805599453;
        TaskBuilder task = TaskBuilder.of(new CrossEntropy(-100, 0.5))
                .rows("predictions", new double[]{0, -INF, 0, -INF})
                .rows("targets", new double[]{0.5, 0, 0.5, 0}).input("weight", 1, 2, 4, 0);
        assertThat(task.answer().gradient("targets")).containsExactly(0.5 * log2, INF, 2 * log2, 0);
        assertThat(task.answer().hessian("targets")).containsExactly(0, 0, 0, 0);
    }

    // From the reference: C = 1 is loss 0, gradient 0.
    @Test
    void answerWhenThereIsOneClassShouldBeZero() {
        EvaluationView evaluation = ofRow(PLAIN, new double[]{7}, 0);
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient()).containsExactly(0);
        assertThat(evaluation.hessian()).containsExactly(0);
    }

    // From the reference: everything ignored is mean NaN, gradient 0; sum 0.
    @Test
    void answerWhenEveryTargetIsIgnoredShouldBeNothing() {
        TaskBuilder task = TaskBuilder.of(PLAIN).rows("predictions", new double[][]{{1, 2}, {3, 4}}).input("targets",
                -100, -100);
        assertThat(task.answer().loss()).containsExactly(Double.NaN);
        assertThat(task.answer().gradient()).containsExactly(0, 0, 0, 0);
        assertThat(task.reduction(Reduction.SUM).answer().loss()).containsExactly(0);
    }

    // By definition: an ignored row is a masked one, also where its index is that of a class.
    @Test
    void answerWhenClassIsIgnoredShouldBeThatOfTheOtherRows() {
        double[][] rows = {{1, 2}, {3, 5}, {0, -1}};
        EvaluationView ignored = TaskBuilder.of(new CrossEntropy(1, 0.1)).rows("predictions", rows)
                .input("targets", 0, 1, 0)
                .input("weight", 2, 3).answer();
        EvaluationView masked = TaskBuilder.of(SMOOTH).rows("predictions", rows).input("targets", 0, 1, 0)
                .input("weight", 2, 3).mask(true, false, true).answer();
        assertThat(ignored.loss()).containsExactly(masked.loss());
        assertThat(ignored.gradient()).containsExactly(masked.gradient());
    }

    // From the reference: Σ w_y = 0 with rows present is NaN and NaN; an ignored row stays 0.
    @Test
    void answerWhenClassWeightsSumToZeroShouldBeNaN() {
        EvaluationView evaluation = TaskBuilder.of(PLAIN).rows("predictions", new double[][]{{1, 2}, {3, 4}})
                .input("targets", 1, -100).input("weight", 1, 0).answer();
        assertThat(evaluation.loss()).containsExactly(Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(Double.NaN, Double.NaN, 0, 0);
    }

    // By hand: even logits have log 2 for either class; with weights 1 and 3 the mean of (1, 3)·log 2 over 4 is log 2.
    @Test
    void meanWhenTargetsAreIndicesShouldDivideByTheirWeights() {
        EvaluationView evaluation = TaskBuilder.of(PLAIN).rows("predictions", new double[2][2]).input("targets", 0, 1)
                .input("weight", 1, 3).answer();
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(-0.125, 0.125, 0.375, -0.375);
    }

    // By hand: with probabilities the divisor is the number of rows: (1·log 2 + 3·log 2)/2.
    @Test
    void meanWhenTargetsAreProbabilitiesShouldDivideByTheRows() {
        EvaluationView evaluation = TaskBuilder.of(PLAIN).rows("predictions", new double[2][2])
                .rows("targets", new double[][]{{1, 0}, {0, 1}}).input("weight", 1, 3).answer();
        assertThat(evaluation.loss()).containsExactly(2 * 0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(-0.25, 0.25, 0.75, -0.75);
    }

    // The rows of the first example of the reference, laid out as (N, C, d1) and as (N, d1, C) with axis -1.
    @Test
    void answerWhenClassesAreOnAnotherAxisShouldBeTheSame() {
        double[] byClass = {1, 0, 2, -1, 3, 1};
        double[] byRow = {1, 2, 3, 0, -1, 1};
        EvaluationView second = TaskBuilder.of(PLAIN)
                .input("predictions", TaskBuilder.tensor(Shape.of(1, 3, 2), byClass))
                .input("targets", TaskBuilder.tensor(Shape.of(1, 2), 2, 0)).answer();
        EvaluationView last = TaskBuilder.of(PLAIN).input("predictions", TaskBuilder.tensor(Shape.of(1, 2, 3), byRow))
                .input("targets", TaskBuilder.tensor(Shape.of(1, 2), 2, 0)).axis(-1).answer();
        assertThat(second.loss()).containsExactly(0.9076059644443804);
        assertThat(last.loss()).containsExactly(0.9076059644443804);
        assertWithinTwoUlps(last.gradient(), 0.04501528658519023, 0.12236423552739882, -0.16737952211258905,
                -0.37763576447260117, 0.04501528658519023, 0.33262047788741095);
        assertWithinTwoUlps(second.gradient(), 0.04501528658519023, -0.37763576447260117, 0.12236423552739882,
                0.04501528658519023, -0.16737952211258905, 0.33262047788741095);
    }

    // By hand: a single sample's class axis is its only one, its loss a bare number.
    @Test
    void answerWhenThereIsOneSampleShouldBeOneNumber() {
        EvaluationView evaluation = TaskBuilder.of(PLAIN).input("predictions", 0, 0)
                .input("targets", TaskBuilder.scalar(1)).reduction(Reduction.NONE).answer();
        assertThat(evaluation.evaluation().loss().shape()).isEqualTo(Shape.SCALAR);
        assertThat(evaluation.gradient()).containsExactly(0.5, -0.5);
    }

    // From the reference: indices outside [0, C), negative probabilities and bad class weights are rejected.
    @Test
    void inputsWhenOutsideTheirDomainShouldBeRejected() {
        TaskBuilder task = TaskBuilder.of(PLAIN).rows("predictions", new double[]{0, 0});
        for (double index : new double[]{2, -1, 0.5, Double.NaN}) {
            assertThat(task.input("targets", index).fault().field()).isEqualTo("targets");
        }
        for (double probability : new double[]{-1e-300, INF, Double.NaN}) {
            assertThat(task.rows("targets", new double[]{1, probability}).fault().index()).containsExactly(0, 1);
        }
        task.input("targets", 0);
        assertThat(task.input("weight", 1, 2, 3).fault().detail()).contains("[2]");
        assertThat(task.input("weight", 1, -1).fault().field()).isEqualTo("weight");
    }
}
