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
import dev.nabla.trial.Trials;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MultilabelMarginTests extends LossContract<MultilabelMargin> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<MultilabelMargin> variants() {
        return List.of(new MultilabelMargin());
    }

    @Override
    public Formula formula(MultilabelMargin loss) {
        return new PairHinges();
    }

    @Override
    public Optional<Textbook> textbook(MultilabelMargin loss) {
        return Optional.of(Textbook.formula("""
                listed = where(cumsum(where(t < 0, 1, 0)) == 0, 1, 0)
                q = one_hot(maximum(t, 0), CLASSES)*reshape(listed, [ROWS, CLASSES, 1])
                own = sum(q*reshape(x, [ROWS, 1, CLASSES]), axis=2, keepdims=true)
                other = 1 - max(q, axis=1, keepdims=true)
                z = maximum(0, 1 - own + reshape(x, [ROWS, 1, CLASSES]))
                sum(reshape(listed, [ROWS, CLASSES, 1])*other*z, axis=[1, 2])/CLASSES"""));
    }

    @Override
    public double[][] draw(MultilabelMargin loss, RandomGenerator random) {
        double[] list = random.ints(4, -1, 4).asDoubleStream().toArray();
        return new double[][]{ScoreRows.draw(random), list};
    }

    @Override
    public Stream<Point<MultilabelMargin>> hardPoints() {
        return Stream.concat(worstPoints(),
                ScoreRows.hard()
                        .flatMap(row -> Stream
                                .of(new double[]{0, -1}, new double[]{1, 0}, new double[]{1, 1}, new double[]{-1, 0})
                                .map(start -> new Point<>(new MultilabelMargin(), row, padded(row.length, start)))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<MultilabelMargin>> worstPoints() {
        return Stream.of(
                new Point<>(new MultilabelMargin(),
                        new double[]{1.370334350480456, 0.7268091862944903, 1.5322606686361229, 1.6397574908289445},
                        new double[]{0.0, 1.0, 0.0, -1.0}), // loss 0.5 ulp
                new Point<>(new MultilabelMargin(), new double[]{-8e307, 8e307, 8e307, 8e307},
                        new double[]{0, -1, -1, -1}), // the sum overflows, the loss does not
                new Point<>(new MultilabelMargin(), new double[]{-1.7e308, 1.7e308, -1.7e308, -1.7e308},
                        new double[]{0, -1, -1, -1})); // a difference overflows, the loss does not
    }

    private static double[] padded(int length, double... start) {
        double[] list = Arrays.copyOf(start, length);
        Arrays.fill(list, start.length, length, -1);
        return list;
    }

    /** (1/C)·Σ_{y∈Y} Σ_{i∉Y} max(0, 1 − (x_y − x_i)). */
    private record PairHinges() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return pairs(sample)
                    .map(pair -> math.divide(math.max(BigDecimal.ZERO, pair.hinge), classes(sample))).toList();
        }

        /** Inactive at equality. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            if (pairs(sample).noneMatch(pair -> pair.hinge.signum() == 0)) {
                return Optional.empty();
            }
            int slope = pairs(sample).filter(pair -> pair.hinge.signum() > 0)
                    .mapToInt(pair -> (pair.other == place.index() ? 1 : 0) - (pair.member == place.index() ? 1 : 0))
                    .sum();
            return Optional.of(math.divide(BigDecimal.valueOf(order == 1 ? slope : 0), classes(sample)));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return ScoreRows.scale(sample);
        }

        private static BigDecimal classes(Sample sample) {
            return BigDecimal.valueOf(sample.all("predictions").length);
        }

        private static Stream<Pair> pairs(Sample sample) {
            BigDecimal[] scores = sample.all("predictions");
            List<Integer> members = Arrays.stream(sample.all("targets")).map(BigDecimal::intValueExact)
                    .takeWhile(index -> index >= 0).toList();
            return members.stream().flatMap(y -> IntStream.range(0, scores.length)
                    .filter(i -> !members.contains(i))
                    .mapToObj(i -> new Pair(y, i, BigDecimal.ONE.subtract(scores[y].subtract(scores[i])))));
        }

        private record Pair(int member, int other, BigDecimal hinge) {}
    }

    // From the reference: no positive class → 0; a repeated index counts once per occurrence; by hand (2·1)/2 and ±1.
    @Test
    void answerWhenListIsEmptyOrRepeatsShouldCountWhatIsListed() {
        EvaluationView evaluation = TaskBuilder.of(new MultilabelMargin()).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{1, 2}, {0, 0}}).rows("targets", new double[][]{{-1, 0}, {1, 1}})
                .answer();
        assertThat(evaluation.loss()).containsExactly(0, 1);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 1, -1);
    }

    // By the limits of the formula; ∞ - ∞ is NaN and takes its row.
    @Test
    void answerWhenScoreIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new MultilabelMargin()).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{INF, 0}, {-INF, 0}, {INF, INF}})
                .rows("targets", new double[][]{{0, -1}, {0, -1}, {0, -1}})
                .answer();
        assertThat(evaluation.loss()).containsExactly(0, INF, Double.NaN);
        assertThat(evaluation.gradient()).containsExactly(0, 0, -0.5, 0.5, Double.NaN, Double.NaN);
    }

    // From the reference: index < -1 or ≥ C is rejected.
    @Test
    void targetWhenOutOfRangeShouldBeRejected() {
        TaskBuilder task = TaskBuilder.of(new MultilabelMargin()).rows("predictions", new double[]{0, 0});
        assertThat(task.rows("targets", new double[]{0, -2}).fault().index()).containsExactly(0, 1);
        assertThat(task.rows("targets", new double[]{2, -1}).fault().index()).containsExactly(0, 0);
    }

    // All pairs, added up exactly: the loss within 2 ulp of their sum, the gradient a count of pairs.
    @ParameterizedTest
    @EnumSource(Scores.class)
    void answerWhenManyClassesAreListedShouldBeThatOfAllPairs(Scores scores) {
        RandomGenerator random = random();
        for (int round = 0; round < Trials.of(200); round++) {
            int classes = random.nextInt(20, 60);
            double[] row = DoubleStream.generate(() -> scores.draw(random)).limit(classes).toArray();
            double[] list = random.ints(random.nextInt(17, classes), 0, classes).asDoubleStream().toArray();
            AllPairs expected = AllPairs.of(row, list);
            EvaluationView evaluation = TaskBuilder.of(new MultilabelMargin()).reduction(Reduction.NONE)
                    .rows("predictions", row).rows("targets", padded(classes, list)).answer();
            assertWithinTwoUlps(evaluation.loss(), expected.loss);
            assertThat(evaluation.gradient()).containsExactly(expected.gradient);
            assertThat(evaluation.hessian()).containsOnly(Double.isNaN(expected.loss) ? Double.NaN : 0.0);
        }
    }

    /** Scores of a row in which many classes are listed. */
    enum Scores {
        ORDINARY,
        TIED,
        ONE_APART,
        NEARLY_ONE_APART,
        TINY,
        OF_ALL_SIZES,
        HUGE,
        NEGATIVE_INFINITY,
        POSITIVE_INFINITY,
        NAN;

        double draw(RandomGenerator random) {
            double ordinary = random.nextDouble(-2, 2);
            return switch (this) {
                case ORDINARY -> ordinary;
                case TIED -> random.nextInt(-4, 5) / 2.0;
                case ONE_APART -> random.nextInt(2) + random.nextInt(-2, 3) * Math.ulp(1.0);
                case NEARLY_ONE_APART -> random.nextInt(2) + random.nextInt(-2, 3) * Math.ulp(1e-16);
                case TINY -> random.nextInt(-1, 1) + random.nextInt(-3, 4) * Double.MIN_VALUE;
                case OF_ALL_SIZES -> ordinary * Math.scalb(1.0, random.nextInt(-1080, 1023));
                case HUGE -> random.nextInt(-1, 2) * Double.MAX_VALUE;
                case NEGATIVE_INFINITY -> random.nextInt(40) == 0 ? -INF : ordinary;
                case POSITIVE_INFINITY -> random.nextInt(40) == 0 ? INF : ordinary;
                case NAN -> random.nextInt(100) == 0 ? Double.NaN : ordinary;
            };
        }
    }

    /** The answer from every pair of a listed class and one that is not listed. */
    private record AllPairs(double loss, double[] gradient) {

        static AllPairs of(double[] scores, double[] list) {
            int classes = scores.length;
            Set<Integer> members = Arrays.stream(list).mapToObj(each -> (int) each).collect(Collectors.toSet());
            int[] others = IntStream.range(0, classes).filter(i -> !members.contains(i)).toArray();
            BigDecimal sum = BigDecimal.ZERO;
            double infinite = Arrays.stream(scores).anyMatch(Double::isNaN) ? Double.NaN : 0;
            double[] pairs = new double[classes];
            for (double listed : list) {
                int y = (int) listed;
                for (int i : others) {
                    double difference = scores[i] - scores[y];
                    boolean isFinite = Double.isFinite(scores[i]) && Double.isFinite(scores[y]);
                    BigDecimal hinge = isFinite
                            ? new BigDecimal(scores[i]).subtract(new BigDecimal(scores[y])).add(BigDecimal.ONE)
                            : BigDecimal.ZERO;
                    if (isFinite ? hinge.signum() > 0 : !(difference < 0)) {
                        sum = sum.add(hinge);
                        infinite += isFinite ? 0 : difference;
                        pairs[i]++;
                        pairs[y]--;
                    }
                }
            }
            double loss = infinite == 0
                    ? sum.divide(BigDecimal.valueOf(classes), new MathContext(40)).doubleValue()
                    : infinite;
            return new AllPairs(loss,
                    Arrays.stream(pairs).map(each -> Double.isNaN(loss) ? loss : each / classes).toArray());
        }
    }
}
