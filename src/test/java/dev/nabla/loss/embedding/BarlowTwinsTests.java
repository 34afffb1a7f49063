package dev.nabla.loss.embedding;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BarlowTwinsTests extends LossContract<BarlowTwins> {

    private static final double[][] PLUS_MINUS = {{-1}, {1}};

    @Override
    public List<BarlowTwins> variants() {
        return List.of(new BarlowTwins(), new BarlowTwins(1, 0));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("lambda", "0.005 in [0, inf)", "eps", "1.0E-5 in [0, inf)");
    }

    @Override
    public boolean addsInOrder() {
        return true;
    }

    @Override
    public Map<String, Integer> axes(BarlowTwins loss) {
        return VectorBatches.AXES;
    }

    @Override
    public double[][] draw(BarlowTwins loss, RandomGenerator random) {
        return new double[][]{VectorBatches.draw(4, random), VectorBatches.draw(4, random)};
    }

    @Override
    public Stream<Point<BarlowTwins>> hardPoints() {
        return variants().stream().flatMap(
                loss -> TwinBatch.hard().map(pair -> new Point<>(loss, VectorBatches.AXES, pair)));
    }

    @Override
    public Formula formula(BarlowTwins loss) {
        return new Correlations(new BigDecimal(loss.lambda()), new BigDecimal(loss.eps()));
    }

    /** Columns are multiplied by the number of items, which their deviations are too. */
    private record Correlations(BigDecimal lambda, BigDecimal eps) implements Formula {

        private BigDecimal deviation(TwinBatch batch, int column, Arithmetic math) {
            return math.sqrt(math.divide(batch.product(batch, column, column), batch.items())
                    .add(eps.multiply(batch.items().pow(2))));
        }

        private BigDecimal[] deviations(TwinBatch batch, Arithmetic math) {
            return IntStream.range(0, TwinBatch.FEATURES).mapToObj(column -> deviation(batch, column, math))
                    .toArray(BigDecimal[]::new);
        }

        /** 0 of a constant column. */
        private static BigDecimal quotient(BigDecimal sum, BigDecimal divisor, Arithmetic math) {
            return divisor.signum() == 0 ? BigDecimal.ZERO : math.divide(sum, divisor);
        }

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            TwinBatch first = TwinBatch.of(sample, "input1");
            TwinBatch second = TwinBatch.of(sample, "input2");
            BigDecimal[] s = deviations(first, math);
            BigDecimal[] t = deviations(second, math);
            List<BigDecimal> terms = new ArrayList<>();
            for (int i = 0; i < TwinBatch.FEATURES; i++) {
                for (int j = 0; j < TwinBatch.FEATURES; j++) {
                    BigDecimal c = quotient(first.product(second, i, j), first.items().multiply(s[i]).multiply(t[j]),
                            math);
                    terms.add(i == j ? BigDecimal.ONE.subtract(c).pow(2) : lambda.multiply(c.pow(2)));
                }
            }
            return terms;
        }

        /** Correlations off the diagonal are sums that may cancel. */
        @Override
        public BigDecimal size(Sample sample, Arithmetic math) {
            TwinBatch first = TwinBatch.of(sample, "input1");
            TwinBatch second = TwinBatch.of(sample, "input2");
            BigDecimal[] s = deviations(first, math);
            BigDecimal[] t = deviations(second, math);
            BigDecimal size = terms(sample, math).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            for (int i = 0; i < TwinBatch.FEATURES; i++) {
                for (int j = 0; j < TwinBatch.FEATURES; j++) {
                    BigDecimal divisor = first.items().multiply(s[i]).multiply(t[j]);
                    BigDecimal c = quotient(first.product(second, i, j), divisor, math).abs();
                    BigDecimal error = quotient(first.productSize(second, i, j), divisor, math);
                    size = i == j ? size : size.add(lambda.multiply(BigDecimal.TWO).multiply(c).multiply(error));
                }
            }
            return size;
        }

        @Override
        public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
            var batches = TwinBatch.ownAndOther(sample, place);
            TwinBatch own = batches.getKey();
            TwinBatch other = batches.getValue();
            int row = place.index() / TwinBatch.FEATURES;
            int i = place.index() % TwinBatch.FEATURES;
            BigDecimal s = deviation(own, i, math);
            BigDecimal u = quotient(own.at(row, i), s, math).abs();
            BigDecimal size = BigDecimal.ZERO;
            for (int j = 0; j < TwinBatch.FEATURES; j++) {
                BigDecimal t = deviation(other, j, math);
                BigDecimal v = quotient(other.at(row, j), t, math).abs();
                BigDecimal divisor = own.items().multiply(s).multiply(t);
                BigDecimal c = quotient(own.product(other, i, j), divisor, math);
                BigDecimal error = quotient(own.productSize(other, i, j), divisor, math);
                BigDecimal direct = v.multiply(c.abs().add(error));
                BigDecimal turned = u.multiply(c.abs()).multiply(c.abs().add(error.multiply(BigDecimal.TWO)));
                size = i == j
                        ? size.add(BigDecimal.ONE.subtract(c).abs().multiply(v.add(u.multiply(c.abs()))))
                        : size.add(lambda.multiply(direct.add(turned)));
            }
            return quotient(size.multiply(BigDecimal.TWO), s, math);
        }

        /** The gradient of a constant column is 0. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            return scaleOf(sample, place).signum() == 0 ? Optional.of(BigDecimal.ZERO) : Optional.empty();
        }

        /** The largest divisor of a slope is the smallest deviation. */
        @Override
        public BigDecimal coefficient(Sample sample) {
            Arithmetic math = new Arithmetic(20);
            return Stream.of("input1", "input2").map(input -> TwinBatch.of(sample, input))
                    .flatMap(batch -> Stream.of(deviations(batch, math)).filter(s -> s.signum() > 0)
                            .map(s -> math.divide(batch.items().multiply(lambda.max(BigDecimal.ONE)), s)))
                    .reduce(BigDecimal.ONE, BigDecimal::max);
        }

        private BigDecimal scaleOf(Sample sample, Place place) {
            return deviation(TwinBatch.of(sample, place.input()), place.index() % TwinBatch.FEATURES,
                    new Arithmetic(20));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return scaleOf(sample, place).movePointLeft(1);
        }
    }

    private static TaskBuilder task(BarlowTwins loss, double[][] first, double[][] second) {
        return TaskBuilder.of(loss).rows("input1", first).rows("input2", second);
    }

    // By hand: no correlation; u = (0, 0), v = (-0.8, 0.8), deviations 0.75 and 1.25; -2 v/(2·0.75).
    @Test
    void answerWhenColumnIsConstantShouldBeThatOfNoCorrelation() {
        EvaluationView answer = task(new BarlowTwins(0.005, 0.5625), new double[][]{{7}, {7}}, PLUS_MINUS).answer();
        assertThat(answer.loss()).containsExactly(1);
        assertWithinTwoUlps(answer.gradient("input1"), 1.0666666666666667, -1.0666666666666667);
        assertThat(answer.gradient("input2")).containsExactly(0, 0);
    }

    // By our convention: 0/0 is 0.
    @Test
    void answerWhenColumnIsConstantAndEpsIsZeroShouldHaveNoGradient() {
        EvaluationView answer = task(new BarlowTwins(1, 0), new double[][]{{7}, {7}}, PLUS_MINUS).answer();
        assertThat(answer.loss()).containsExactly(1);
        assertThat(answer.gradient("input1")).containsExactly(0, 0);
        assertThat(answer.gradient("input2")).containsExactly(0, 0);
    }

    // By hand: no column varies, so each component contributes (1 - 0)².
    @Test
    void answerWhenBatchIsOfOneItemShouldBeTheNumberOfComponents() {
        for (BarlowTwins loss : variants()) {
            EvaluationView answer = task(loss, new double[][]{{3, 4, 5}}, new double[][]{{1e300, 0, -1}}).answer();
            assertThat(answer.loss()).containsExactly(3);
            assertThat(answer.gradient("input1")).containsExactly(0, 0, 0);
            assertThat(answer.gradient("input2")).containsExactly(0, 0, 0);
        }
    }

    // By hand: C = 1/1.5625 = 0.64, u = (-0.8, 0.8): 0.36²; -2·0.36·(u - 0.64 u)/(2·1.25).
    @Test
    void answerWhenInputsAreIdenticalShouldBeThatOfEps() {
        EvaluationView answer = task(new BarlowTwins(0.005, 0.5625), PLUS_MINUS, PLUS_MINUS).answer();
        assertWithinTwoUlps(answer.loss(), 0.1296);
        assertWithinTwoUlps(answer.gradient("input1"), 0.082944, -0.082944);
        assertThat(answer.gradient("input2")).containsExactly(answer.gradient("input1"));
        EvaluationView exact = task(new BarlowTwins(1, 0), PLUS_MINUS, PLUS_MINUS).answer();
        assertThat(exact.loss()).containsExactly(0);
        assertThat(exact.gradient("input1")).containsExactly(0, 0);
    }

    // By hand: 1 - C = 1e-5/(1 + 1e-5), whose square a difference of float64 numbers knows to eleven digits.
    @Test
    void answerWhenInputsAreIdenticalShouldKeepItsDigits() {
        assertWithinTwoUlps(task(new BarlowTwins(), PLUS_MINUS, PLUS_MINUS).answer().loss(), 9.99980000299996E-11);
    }

    // From the reference: masked items are left out; sample weights and the reductions none and sum are rejected.
    @Test
    void sampleWeightsAndOtherReductionsShouldBeRejected() {
        assertThat(task(new BarlowTwins(), PLUS_MINUS, PLUS_MINUS).sampleWeight(1, 1).fault().field())
                .isEqualTo("sample_weight");
        assertThat(new BarlowTwins().reductions()).containsExactly(Reduction.MEAN);
        EvaluationView masked = task(new BarlowTwins(0.005, 0.5625), new double[][]{{-1}, {9}, {1}},
                new double[][]{{-1}, {-9}, {1}}).mask(true, false, true).answer();
        assertWithinTwoUlps(masked.gradient("input1"), 0.082944, 0, -0.082944);
    }

    // From the reference: NaN is data, and every number of the answer depends on each input.
    @Test
    void answerWhenANumberIsNotFiniteShouldBeNaN() {
        for (double bad : new double[]{Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            EvaluationView answer = task(new BarlowTwins(), new double[][]{{bad, 1}, {1, 2}},
                    new double[][]{{1, 2}, {3, 5}}).answer();
            assertThat(answer.loss()).containsExactly(Double.NaN);
            assertThat(answer.gradient("input2")).containsOnly(Double.NaN);
        }
    }
}
