package dev.nabla.loss.embedding;

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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContrastiveTests extends LossContract<Contrastive> {

    @Override
    public List<Contrastive> variants() {
        return Stream.of(1.0, 5.0, 0.0).map(Contrastive::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("margin", "1.0 in [0, inf)");
    }

    @Override
    public Formula formula(Contrastive loss) {
        return new SquaredHinge(new BigDecimal(loss.margin()));
    }

    @Override
    public Optional<Textbook> textbook(Contrastive loss) {
        return Optional.of(Textbook.formula("""
                d = norm(input1 - input2, axis=1)
                0.5*(t*d^2 + (1 - t)*maximum(0, margin - d)^2)"""));
    }

    @Override
    public double[][] draw(Contrastive loss, RandomGenerator random) {
        return new double[][]{CosinePoints.draw(random), CosinePoints.draw(random), {random.nextBoolean() ? 1 : 0}};
    }

    @Override
    public Stream<Point<Contrastive>> hardPoints() {
        Stream<Point<Contrastive>> nearTheMargin = Stream.of(-1e-9, 1e-9, 0.0, 1e-15).map(lack -> new Point<>(
                new Contrastive(5 + lack), new double[]{3, 0, 1}, new double[]{0, 4, 1}, new double[]{0}));
        Point<Contrastive> subnormal = new Point<>(new Contrastive(5),
                new double[]{0.5212307256545674, -0.08619938846073394, 9.9e-324},
                new double[]{-0.9999999999999992, -1.3922351388896779, 0}, new double[]{0}); // gradient was 0: a factor underflowed
        return Stream.concat(Stream.concat(nearTheMargin, Stream.of(subnormal)),
                CosinePoints.hard().flatMap(pair -> variants().stream().flatMap(
                        loss -> Stream.of(0.0, 1.0).map(target -> new Point<>(loss, pair[0], pair[1],
                                new double[]{target})))));
    }

    /** ½ d² of a similar pair, ½ max(0, margin − d)² of a dissimilar one. */
    private record SquaredHinge(BigDecimal margin) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            if (isSimilar(sample)) {
                return List.of(square(sample).divide(BigDecimal.TWO));
            }
            BigDecimal lack = margin.subtract(math.sqrt(square(sample)));
            return math.compare(lack, BigDecimal.ZERO) <= 0
                    ? List.of()
                    : List.of(lack.multiply(lack).divide(BigDecimal.TWO));
        }

        private static boolean isSimilar(Sample sample) {
            return sample.the("targets").signum() > 0;
        }

        private static BigDecimal square(Sample sample) {
            return IntStream.range(0, sample.all("input1").length).mapToObj(k -> difference(sample, k).pow(2))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private static BigDecimal difference(Sample sample, int k) {
            return sample.all("input1")[k].subtract(sample.all("input2")[k]);
        }

        /** Dissimilar vectors that are equal, or a margin apart as far as anybody can tell. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            BigDecimal square = square(sample);
            BigDecimal lack = square.subtract(margin.pow(2)).abs();
            boolean isKink = square.signum() == 0 || lack.compareTo(square.movePointLeft(100)) < 0;
            return isKink && !isSimilar(sample) ? Optional.of(BigDecimal.ZERO) : Optional.empty();
        }

        /** The distance, or the component if that is smaller. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            BigDecimal component = difference(sample, place.index()).abs();
            return component.signum() > 0 ? component : BigDecimal.ONE.min(Formula.super.scale(sample, place));
        }
    }

    private static EvaluationView pair(Contrastive loss, double target, double[] first, double[] second) {
        return TaskBuilder.of(loss).reduction(Reduction.NONE).rows("input1", first).rows("input2", second)
                .input("targets", target).answer();
    }

    // By hand: (3, 4) apart, d = 5; a margin of 6 lacks 1.
    @Test
    void answerShouldBeHandComputed() {
        EvaluationView similar = pair(new Contrastive(), 1, new double[]{4, 4}, new double[]{1, 0});
        assertThat(similar.loss()).containsExactly(12.5);
        assertThat(similar.gradient("input1")).containsExactly(3, 4);
        assertThat(similar.gradient("input2")).containsExactly(-3, -4);
        EvaluationView apart = pair(new Contrastive(6), 0, new double[]{4, 4}, new double[]{1, 0});
        assertThat(apart.loss()).containsExactly(0.5);
        assertThat(apart.gradient("input1")).containsExactly(-0.6, -0.8);
    }

    // From the reference: d = 0 has gradient 0; by hand ½ margin².
    @Test
    void gradientWhenDissimilarVectorsAreEqualShouldBeZero() {
        EvaluationView equal = pair(new Contrastive(), 0, new double[]{1, 2}, new double[]{1, 2});
        assertThat(equal.loss()).containsExactly(0.5);
        assertThat(equal.gradient("input1")).containsExactly(0, 0);
        assertThat(equal.gradient("input2")).containsExactly(0, 0);
    }

    // By hand: exactly the margin apart lacks nothing.
    @Test
    void answerWhenVectorsAreExactlyAMarginApartShouldBeZero() {
        EvaluationView apart = pair(new Contrastive(5), 0, new double[]{3, 4}, new double[]{0, 0});
        assertThat(apart.loss()).containsExactly(0);
        assertThat(apart.gradient("input1")).containsExactly(0, 0);
    }

    // The limits: infinitely far is as dissimilar as can be, and infinitely bad if similar; ∞ - ∞ is NaN.
    @Test
    void answerWhenComponentIsInfiniteShouldBeTheLimit() {
        double inf = Double.POSITIVE_INFINITY;
        assertThat(pair(new Contrastive(), 0, new double[]{inf}, new double[]{1}).loss()).containsExactly(0);
        EvaluationView similar = pair(new Contrastive(), 1, new double[]{inf, 1}, new double[]{1, 0});
        assertThat(similar.loss()).containsExactly(inf);
        assertThat(similar.gradient("input1")).containsExactly(inf, 1);
        assertThat(pair(new Contrastive(), 1, new double[]{inf}, new double[]{inf}).loss())
                .containsExactly(Double.NaN);
    }

    // From the reference: targets are 0 or 1.
    @Test
    void targetWhenNeitherZeroNorOneShouldBeRejected() {
        assertThat(TaskBuilder.of(new Contrastive()).rows("input1", new double[]{1}).rows("input2", new double[]{1})
                .input("targets", -1).fault().detail()).contains("0 or 1");
    }
}
