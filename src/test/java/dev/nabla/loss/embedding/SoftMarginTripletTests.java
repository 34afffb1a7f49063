package dev.nabla.loss.embedding;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SoftMarginTripletTests extends LossContract<SoftMarginTriplet> {

    @Override
    public List<SoftMarginTriplet> variants() {
        return Stream.of(1e-6, 0.0, 0.1).map(SoftMarginTriplet::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("eps", "1.0E-6 in [0, inf)");
    }

    @Override
    public Formula formula(SoftMarginTriplet loss) {
        return new Softplus(new BigDecimal(loss.eps()));
    }

    @Override
    public Optional<Textbook> textbook(SoftMarginTriplet loss) {
        return Optional.of(Textbook.formula("""
                near = sqrt(sum((anchor - positive + eps)^2, axis=1))
                far = sqrt(sum((anchor - negative + eps)^2, axis=1))
                log(1 + exp(near - far))""").stable("""
                softplus(norm(anchor - positive + eps, axis=1) - norm(anchor - negative + eps, axis=1))"""));
    }

    @Override
    public double[][] draw(SoftMarginTriplet loss, RandomGenerator random) {
        return Stream.generate(() -> random.doubles(3, -2, 2).toArray()).limit(3).toArray(double[][]::new);
    }

    @Override
    public Stream<Point<SoftMarginTriplet>> hardPoints() {
        return variants().stream().flatMap(loss -> DoubleStream.of(1e-160, 1e-8, 1, 30, 700, 1e8, 1e160, 1e300).boxed()
                .flatMap(unit -> Stream.of(
                        triplet(loss, unit, new double[]{1, 2, -3}, new double[]{0.5, 2.5, 1},
                                new double[]{-1, 0.3, 4}),
                        triplet(loss, unit, new double[]{1, 2, -3}, new double[]{-1, 0.3, 4},
                                new double[]{0.5, 2.5, 1}),
                        triplet(loss, unit, new double[]{0.1, 1e-20, -3}, new double[]{0.3, 1e-18, -2}, new double[]{
                                0, 0.1, -2.5}),
                        triplet(loss, unit, new double[]{1, 1, 1}, new double[]{2, 3, 5},
                                new double[]{3, 2, 4.999999}))));
    }

    private static Point<SoftMarginTriplet> triplet(SoftMarginTriplet loss, double unit, double[]... vectors) {
        return new Point<>(loss, Stream.of(vectors).map(vector -> DoubleStream.of(vector).map(x -> x * unit).toArray())
                .toArray(double[][]::new));
    }

    /** log(1 + e^(δ(a, p) − δ(a, n))). */
    private record Softplus(BigDecimal eps) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return List.of(math.softplus(distance(sample, "positive", math)
                    .subtract(distance(sample, "negative", math))));
        }

        private BigDecimal distance(Sample sample, String to, Arithmetic math) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int k = 0; k < sample.all("anchor").length; k++) {
                sum = sum.add(component(sample, to, k).pow(2));
            }
            return math.sqrt(sum);
        }

        private BigDecimal component(Sample sample, String to, int k) {
            return sample.all("anchor")[k].subtract(sample.all(to)[k]).add(eps);
        }

        /** The two slopes that cancel in that of the anchor. */
        @Override
        public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
            if (!place.input().equals("anchor")) {
                return BigDecimal.ZERO;
            }
            BigDecimal near = distance(sample, "positive", math);
            BigDecimal far = distance(sample, "negative", math);
            BigDecimal logPull = math.softplus(far.subtract(near)).negate();
            BigDecimal slopes = math.divide(component(sample, "positive", place.index()).abs(), near)
                    .add(math.divide(component(sample, "negative", place.index()).abs(), far));
            return math.exp(logPull).multiply(slopes);
        }

        /** The smallest component that the number is part of, and at most 1, over which an exponential is smooth. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            Stream<BigDecimal> components = sample.inputs().values().stream()
                    .map(other -> sample.at(place).subtract(other[place.index()]).abs());
            return Stream.concat(Stream.of(BigDecimal.ONE, sample.at(place).abs(), eps), components)
                    .filter(component -> component.signum() > 0).min(Comparator.naturalOrder())
                    .orElse(BigDecimal.ONE);
        }
    }

    private static TaskBuilder triplet(double[] anchor, double[] positive, double[] negative) {
        return TaskBuilder.of(new SoftMarginTriplet(0)).rows("anchor", anchor).rows("positive", positive)
                .rows("negative", negative);
    }

    // By hand: both distances are 5, so that the loss is log 2 and the slopes count half.
    @Test
    void answerWhenDistancesAreEqualShouldBeThatOfAnEvenChance() {
        EvaluationView evaluation = triplet(new double[]{0, 0}, new double[]{3, 4}, new double[]{0, 5}).answer();
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertWithinTwoUlps(evaluation.gradient("anchor"), -0.3, 0.1);
        assertThat(evaluation.gradient("positive")).containsExactly(0.3, 0.4);
        assertThat(evaluation.gradient("negative")).containsExactly(0, -0.5);
    }

    // By the conventions: a distance of 0 has gradient 0; the other is 5 and σ(-5) = 0.0066928509242848554 by mpmath.
    @Test
    void gradientWhenDistanceIsZeroShouldBeZero() {
        EvaluationView evaluation = triplet(new double[]{1, 1}, new double[]{1, 1}, new double[]{1, 6}).answer();
        assertThat(evaluation.gradient("positive")).containsExactly(0, 0);
        assertWithinTwoUlps(evaluation.gradient("negative"), 0, -0.0066928509242848554);
    }

    // ∞ - ∞ is NaN; one infinite distance has the limit of the formula.
    @Test
    void answerWhenDistancesAreInfiniteShouldBeTheLimit() {
        double inf = Double.POSITIVE_INFINITY;
        EvaluationView both = triplet(new double[]{inf}, new double[]{1}, new double[]{9}).answer();
        assertThat(both.loss()).containsExactly(Double.NaN);
        assertThat(both.gradient("negative")).containsExactly(Double.NaN);
        EvaluationView far = triplet(new double[]{0}, new double[]{1}, new double[]{inf}).answer();
        assertThat(far.loss()).containsExactly(0);
        assertThat(far.gradient("anchor")).containsExactly(0);
    }
}
