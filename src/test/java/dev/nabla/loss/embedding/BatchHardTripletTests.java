package dev.nabla.loss.embedding;

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
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchHardTripletTests extends LossContract<BatchHardTriplet> {

    @Override
    public List<BatchHardTriplet> variants() {
        return List.of(new BatchHardTriplet(), new BatchHardTriplet(0.25), new BatchHardTriplet(0));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("margin", "1.0 in [0, inf)");
    }

    @Override
    public Formula formula(BatchHardTriplet loss) {
        return new Hinge(new BigDecimal(loss.margin()));
    }

    /** max(0, margin + d_ap − d_an): where it is positive, three terms that cancel. */
    private record Hinge(BigDecimal margin) implements Formula {

        private static int anchor(Sample sample) {
            return sample.the("value").intValueExact();
        }

        private static BigDecimal square(int a, int b, Sample sample) {
            BigDecimal[] numbers = sample.all("predictions");
            int features = numbers.length / sample.all("targets").length;
            return IntStream.range(0, features)
                    .mapToObj(k -> numbers[a * features + k].subtract(numbers[b * features + k]).pow(2))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private static BigDecimal extreme(int[] partners, int side, Sample sample, Arithmetic math) {
            int found = partners[0];
            for (int partner : partners) {
                int order = math.compare(square(anchor(sample), partner, sample),
                        square(anchor(sample), found, sample));
                found = side * order > 0 ? partner : found;
            }
            return math.sqrt(square(anchor(sample), found, sample));
        }

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            int[] positives = LabelPositives.positives(anchor(sample), sample);
            int[] negatives = LabelPositives.negatives(anchor(sample), sample);
            List<BigDecimal> terms = List.of(margin, extreme(positives, 1, sample, math),
                    extreme(negatives, -1, sample, math).negate());
            BigDecimal z = terms.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            return math.compare(z, BigDecimal.ZERO) < 0 ? List.of() : terms;
        }

        @Override
        public boolean isIgnored(Sample sample) {
            return LabelPositives.positives(anchor(sample), sample).length == 0
                    || LabelPositives.negatives(anchor(sample), sample).length == 0;
        }

        /** The smallest difference of components that the number is part of. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            BigDecimal[] numbers = sample.all("predictions");
            int features = numbers.length / sample.all("targets").length;
            return IntStream.range(0, numbers.length).filter(i -> i % features == place.index() % features)
                    .mapToObj(i -> numbers[i].subtract(sample.at(place)).abs()).filter(x -> x.signum() > 0)
                    .reduce(BigDecimal::min).orElse(BigDecimal.ONE);
        }
    }

    @Override
    public double[][] draw(BatchHardTriplet loss, RandomGenerator random) {
        return LabeledBatches.draw(random);
    }

    @Override
    public Stream<Point<BatchHardTriplet>> hardPoints() {
        double[] far = {0.5, -1, 0.25, 1, 0.75, -0.5, 0.3, -0.5, 1.1, -1, 0.5, 2, 0.75, 0.25, 0.5};
        double[] near = {1, 1, 1, 1, 1.00000001, 1, 1.00000003, 1, 1, 1, 1, Math.nextUp(1.0), 0.99999999, 1, 1};
        return variants().stream().flatMap(loss -> DoubleStream.of(1e-300, 1e-160, 1e-9, 1, 1e9, 1e160, 1e307).boxed()
                .flatMap(unit -> Stream.of(far, near)
                        .map(batch -> new Point<>(loss, DoubleStream.of(batch).map(x -> x * unit).toArray(),
                                new double[]{0, 1, 0, 1, 0}))));
    }

    private static EvaluationView answer(double margin, double[][] vectors, double... labels) {
        return TaskBuilder.of(new BatchHardTriplet(margin)).rows("predictions", vectors).input("targets", labels)
                .reduction(Reduction.NONE).answer();
    }

    // By hand: anchor 0 has its farthest positive at 5, its nearest negative at 2: 1 + 5 - 2. Anchor 1: at 3 and 2; anchor 2: at
    // 5 and 3 (of 2 and 5); the negative has no positive.
    @Test
    void answerShouldBeHandComputed() {
        EvaluationView evaluation = answer(1, new double[][]{{0}, {3}, {5}, {2}}, 4, 4, 4, 7);
        assertThat(evaluation.loss()).containsExactly(4, 3, 3, 0);
        assertThat(evaluation.gradient()).containsExactly(-1 - 1 - 1 + 1, 1 - 1, 1 + 1 - 1, -1 + 1 + 1);
    }

    // From the reference: at z = 0 the triplet is active; below it is not. By hand: 2 + 1 - 3 and 2 + 1 - 4.
    @Test
    void gradientWhenHingeIsAtZeroShouldBeActive() {
        assertThat(answer(2, new double[][]{{0}, {1}, {-3}}, 0, 0, 1).gradient()).containsExactly(-1 - 1, 1, 1);
        assertThat(answer(2, new double[][]{{0}, {1}, {-4}}, 0, 0, 1).gradient()).containsExactly(0, 0, 0);
    }

    // From the reference: ties go to the lowest index.
    @Test
    void gradientWhenDistancesTieShouldBeThatOfTheFirst() {
        EvaluationView negatives = answer(9, new double[][]{{0, 0}, {10, 0}, {0, 2}, {0, -2}}, 0, 0, 1, 2);
        assertThat(negatives.gradient()).endsWith(0, 0);
        assertThat(negatives.gradient()[5]).isNegative();
    }

    // From the reference: anchors without a positive or without a negative do not count.
    @Test
    void answerWhenPositivesOrNegativesAreMissingShouldBeZero() {
        for (double label : new double[]{0, 1}) {
            EvaluationView evaluation = answer(1, new double[][]{{1, 2}, {2, 1}}, 0, label);
            assertThat(evaluation.loss()).containsExactly(0, 0);
            assertThat(evaluation.gradient()).containsExactly(0, 0, 0, 0);
        }
    }

    // From the reference: d = 0 has gradient 0; the loss of identical vectors is the margin.
    @Test
    void answerWhenVectorsAreIdenticalShouldBeTheMargin() {
        EvaluationView evaluation = answer(1, new double[][]{{1, 2}, {1, 2}, {1, 2}, {1, 2}}, 0, 0, 1, 1);
        assertThat(evaluation.loss()).containsExactly(1, 1, 1, 1);
        assertThat(evaluation.gradient()).containsOnly(0.0);
    }

    // By the conventions: NaN is data; it reaches whatever it is compared with.
    @Test
    void answerWhenVectorIsNaNShouldBeNaNForAllThatCompareWithIt() {
        EvaluationView evaluation = answer(1, new double[][]{{1}, {2}, {4}, {Double.NaN}}, 0, 0, 1, 1);
        assertThat(evaluation.loss()).containsOnly(Double.NaN);
    }
}
