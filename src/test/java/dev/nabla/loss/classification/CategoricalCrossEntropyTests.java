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
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CategoricalCrossEntropyTests extends LossContract<CategoricalCrossEntropy> {

    private static final String SMOOTHED = "q = one_hot(t, CLASSES)*(1 - label_smoothing) + label_smoothing/CLASSES\n";

    private static final CategoricalCrossEntropy PLAIN = new CategoricalCrossEntropy();

    @Override
    public List<CategoricalCrossEntropy> variants() {
        return List.of(PLAIN, new CategoricalCrossEntropy(1e-300, 0, -1L), new CategoricalCrossEntropy(1e-7, 0.1, null),
                new CategoricalCrossEntropy(0.3, 1, 2L));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("eps", "1.0E-7 in (0, 0.5)", "label_smoothing", "0.0 in [0, 1]", "ignore_index",
                "null in (-inf, inf)");
    }

    @Override
    public Formula formula(CategoricalCrossEntropy loss) {
        Long ignored = loss.ignoreIndex();
        return new Clipped(new BigDecimal(loss.eps()), new BigDecimal(loss.labelSmoothing()),
                ignored == null ? Optional.empty() : Optional.of(BigDecimal.valueOf(ignored)));
    }

    @Override
    public Optional<Textbook> textbook(CategoricalCrossEntropy loss) {
        return Optional.of(Textbook.formula(SMOOTHED + """
                -sum(q*log(clip(x/sum(x, axis=1, keepdims=true), eps, 1 - eps)), axis=1)"""));
    }

    @Override
    public double[][] draw(CategoricalCrossEntropy loss, RandomGenerator random) {
        return new double[][]{random.doubles(4, 0.1, 2).toArray(), {random.nextInt(2)}};
    }

    @Override
    public Stream<Point<CategoricalCrossEntropy>> hardPoints() {
        return Stream.concat(worstPoints(), variants().stream().limit(3).flatMap(ForecastRows::points));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<CategoricalCrossEntropy>> worstPoints() {
        return Stream.of(
                new Point<>(new CategoricalCrossEntropy(1.0E-300, 0, -1L), new double[]{0.25, 0.5, 10000},
                        new double[]{0.49999999999999956, 0.8594769479002997, 1}), // loss 1.02 ulp
                new Point<>(new CategoricalCrossEntropy(), new double[]{1, 0.9999999999999993, 4}, new double[]{0}), // gradient 0.5 ulp
                new Point<>(new CategoricalCrossEntropy(), new double[]{1.7e308, 1.5e308, 1.5}, new double[]{1}),
                new Point<>(new CategoricalCrossEntropy(1e-300, 0.1, null), new double[]{1e307, 1.7e308, 1e308},
                        new double[]{0.25, 0.5, 1})); // their sum overflows
    }

    /** −Σ q log clip(x/Σx), q = t(1−ε) + ε/C. */
    private record Clipped(BigDecimal eps, BigDecimal smoothing, Optional<BigDecimal> ignored) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] parts = sample.all("predictions");
            BigDecimal sum = Arrays.stream(parts).reduce(BigDecimal.ZERO, BigDecimal::add);
            return IntStream.range(0, parts.length).filter(c -> share(sample, c, math).signum() != 0)
                    .mapToObj(c -> share(sample, c, math)
                            .multiply(math.log(clipped(math.divide(parts[c], sum), math)).negate()))
                    .toList();
        }

        private BigDecimal clipped(BigDecimal share, Arithmetic math) {
            return math.min(math.max(share, eps), BigDecimal.ONE.subtract(eps));
        }

        private BigDecimal share(Sample sample, int c, Arithmetic math) {
            BigDecimal spread = math.divide(smoothing, BigDecimal.valueOf(sample.all("predictions").length));
            return ForecastRows.target(sample, c).multiply(BigDecimal.ONE.subtract(smoothing)).add(spread);
        }

        @Override
        public boolean isIgnored(Sample sample) {
            return sample.isSingle("targets") && ignored.isPresent()
                    && sample.the("targets").compareTo(ignored.get()) == 0;
        }
    }

    private static EvaluationView ofRow(double... probabilities) {
        return TaskBuilder.of(new CategoricalCrossEntropy(0.25, 0, null)).rows("predictions", probabilities)
                .input("targets", 0).answer();
    }

    // By hand: u = 1/2 has log 2 whatever the sum S = 4 is; the gradient is (a - Σ a u)/S, a = -2 and 0.
    @Test
    void answerWhenNotNormalisedShouldBeThatOfTheShares() {
        EvaluationView evaluation = ofRow(2, 2);
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(-0.25, 0.25);
    }

    // From the reference: at u = eps and u = 1 - eps it is not clipped; beyond, it is flat.
    @Test
    void gradientAtTheClipShouldBeThatInside() {
        // a = -4, Σ a u = -1
        assertThat(ofRow(0.25, 0.75).gradient()).containsExactly(-3, 1);
        // a = -4/3, Σ a u = -1
        assertThat(ofRow(0.75, 0.25).gradient()).containsExactly(-1 / 3.0, 1);
        assertThat(ofRow(0.125, 0.875).gradient()).containsExactly(0, 0);
        assertThat(ofRow(0.875, 0.125).gradient()).containsExactly(0, 0);
        assertThat(ofRow(0, 1).loss()).containsExactly(2 * 0.6931471805599453);
    }

    // From the reference: a sum of 0 makes the row NaN; so does an infinite one, ∞/∞.
    @Test
    void answerWhenSumIsZeroOrInfiniteShouldBeNaN() {
        assertThat(ofRow(0, 0).loss()).containsExactly(Double.NaN);
        assertThat(ofRow(0, 0).gradient()).containsExactly(Double.NaN, Double.NaN);
        assertThat(ofRow(Double.POSITIVE_INFINITY, 1).loss()).containsExactly(Double.NaN);
    }

    // From the reference: the mean is over the rows that are not ignored; nothing is ignored by default.
    @Test
    void meanShouldDivideByTheRowsThatAreNotIgnored() {
        double[][] rows = {{1, 1}, {1, 3}, {2, 2}};
        EvaluationView evaluation = TaskBuilder.of(new CategoricalCrossEntropy(1e-7, 0, 1L)).rows("predictions", rows)
                .input("targets", 0, 1, 0).reduction(Reduction.MEAN).answer();
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(TaskBuilder.of(PLAIN).rows("predictions", rows).input("targets", 0, -1, 0).fault().detail())
                .contains("from 0 to 1").doesNotContain("ignored");
    }

    // From the reference: negative predictions and NaN are rejected.
    @Test
    void predictionsWhenNegativeShouldBeRejected() {
        for (double bad : new double[]{-1e-300, Double.NaN}) {
            assertThat(TaskBuilder.of(PLAIN).rows("predictions", new double[]{1, bad}).input("targets", 0).fault()
                    .index()).containsExactly(0, 1);
        }
    }
}
