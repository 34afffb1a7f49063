package dev.nabla.loss.embedding;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CosentTests extends LossContract<Cosent> {

    @Override
    public List<Cosent> variants() {
        return List.of(new Cosent(), new Cosent(0.5), new Cosent(300));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("scale", "20.0 in (0, inf)");
    }

    @Override
    public double[][] draw(Cosent loss, RandomGenerator random) {
        return new double[][]{random.doubles(5, -1, 1).toArray(), random.ints(5, 0, 4).asDoubleStream().toArray()};
    }

    @Override
    public Stream<Point<Cosent>> hardPoints() {
        double[][] similarities = {{0, 0, 0, 0}, {1, 1 - 1e-16, 1e-300, -1}, {-1, 0, 1, 30}, {30, 1, 0, -1},
                {1e4, 0, -1e4, 3}, {1e300, -1e300, 0, 1}, {5, 10, 15, 20}, {1e16, 0.7, 1e16 - 2, 3}};
        double[][] scores = {{3, 1, 0, 2}, {0, 1, 1, 2}, {0, 0, 0, 0}, {0, 1, 2, 3}};
        return variants().stream().flatMap(loss -> Stream.of(similarities)
                .flatMap(x -> Stream.of(scores).map(t -> new Point<>(loss, x, t))));
    }

    @Override
    public Formula formula(Cosent loss) {
        return new SmoothMaximum(new BigDecimal(loss.scale()));
    }

    /** One logarithm, whose derivatives are differences of an item's pairs with those above it and those below. */
    private record SmoothMaximum(BigDecimal factor) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return List.of(math.logSumExp(exponents(sample, -1)));
        }

        /** 0 and the exponents of all pairs, or those of one item. */
        private BigDecimal[] exponents(Sample sample, int item) {
            BigDecimal[] x = sample.all("predictions");
            BigDecimal[] t = sample.all("targets");
            List<BigDecimal> exponents = new ArrayList<>();
            if (item < 0) {
                exponents.add(BigDecimal.ZERO);
            }
            for (int i = 0; i < x.length; i++) {
                for (int j = 0; j < x.length; j++) {
                    if (t[i].compareTo(t[j]) > 0 && (item < 0 || item == i || item == j)) {
                        exponents.add(factor.multiply(x[j].subtract(x[i])));
                    }
                }
            }
            return exponents.toArray(BigDecimal[]::new);
        }

        @Override
        public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
            BigDecimal[] own = exponents(sample, place.index());
            return own.length == 0
                    ? BigDecimal.ZERO
                    : factor.multiply(math.exp(math.logSumExp(own).subtract(terms(sample, math).getFirst())));
        }

        @Override
        public BigDecimal coefficient(Sample sample) {
            return factor.max(BigDecimal.ONE);
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    private static TaskBuilder task(double[] similarities, double... scores) {
        return TaskBuilder.of(new Cosent()).input("predictions", similarities).input("targets", scores);
    }

    // By hand: one pair of equal similarity, log(1 + 1), and half of the scale.
    @Test
    void answerWhenSimilaritiesAreEqualShouldBeLogTwo() {
        EvaluationView answer = task(new double[]{0.5, 0.5}, 1, 0).answer();
        assertThat(answer.loss()).containsExactly(0.6931471805599453);
        assertThat(answer.gradient()).containsExactly(-10, 10);
    }

    // From the reference: no pair is 0.
    @Test
    void answerWhenThereIsNoPairShouldBeZero() {
        for (double[] equal : new double[][]{{2, 2, 2}, {-0.0, 0, 0}}) {
            EvaluationView answer = task(new double[]{0.5, -1, 7}, equal).answer();
            assertThat(answer.loss()).containsExactly(0);
            assertThat(answer.gradient()).containsExactly(0, 0, 0);
        }
        assertThat(task(new double[]{1}, 1).answer().loss()).containsExactly(0);
    }

    // From the reference: a masked item is compared with none; sample weights and the reductions none and sum are rejected.
    @Test
    void sampleWeightsShouldBeRejected() {
        assertThat(task(new double[]{0.5, 0.5}, 1, 0).sampleWeight(1, 1).fault().field()).isEqualTo("sample_weight");
        assertThat(task(new double[]{0.5, 9, 0.5}, 1, 0.5, 0).mask(true, false, true).answer().gradient())
                .containsExactly(-10, 0, 10);
    }

    // By our convention: no softmax has an infinite logit.
    @Test
    void answerWhenASimilarityIsNotFiniteShouldBeNaN() {
        for (double bad : new double[]{Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            EvaluationView answer = task(new double[]{0.5, bad, 1}, 1, 0, 2).answer();
            assertThat(answer.loss()).containsExactly(Double.NaN);
            assertThat(answer.gradient()).containsOnly(Double.NaN);
        }
    }

    // By hand: n(n - 1)/2 pairs of equal similarity; an item has as many below as above the middle.
    @Test
    void answerOfManyItemsShouldCountTheirPairs() {
        int count = 2001;
        double[] scores = IntStream.range(0, count).mapToDouble(i -> i).toArray();
        EvaluationView answer = task(new double[count], scores).answer();
        double sum = 1 + count * (count - 1) / 2.0;
        assertWithinTwoUlps(answer.loss(), Math.log(sum));
        assertWithinTwoUlps(new double[]{answer.gradient()[0], answer.gradient()[1000]}, 20 * (count - 1) / sum, 0);
    }
}
