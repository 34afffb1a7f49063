package dev.nabla.loss.ranking;

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

class MarginRankingTests extends LossContract<MarginRanking> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<MarginRanking> variants() {
        return Stream.of(0.0, 1.0, 0.3, -0.7).map(MarginRanking::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("margin", "0.0 in (-inf, inf)");
    }

    @Override
    public Formula formula(MarginRanking loss) {
        return new Hinge(new BigDecimal(loss.margin()));
    }

    @Override
    public Optional<Textbook> textbook(MarginRanking loss) {
        return Optional.of(Textbook.formula("maximum(0, margin - t*(input1 - input2))"));
    }

    @Override
    public double[][] draw(MarginRanking loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-2, 2)}, {random.nextDouble(-2, 2)}, {random.nextBoolean() ? 1 : -1}};
    }

    @Override
    public Stream<Point<MarginRanking>> hardPoints() {
        return Stream.concat(Stream.of(
                point(new MarginRanking(1e308), 1.7e308, -1.7e308, 1), // the difference is beyond float64
                point(new MarginRanking(-1.7e308), -1.7e308, 1e308, 1),
                point(new MarginRanking(1e300), 1e300, 1, 1),
                point(new MarginRanking(1e-300), 1e-300, 1e-310, 1)),
                variants().stream().flatMap(MarginRankingTests::pairs));
    }

    private static Stream<Point<MarginRanking>> pairs(MarginRanking loss) {
        double[] scores = {0, Double.MIN_VALUE, -1e-300, 1e-17, 0.1, 0.3, 1, Math.nextUp(1.0), 0.7, -0.3, 1e16, 1e300,
                Double.MAX_VALUE, -Double.MAX_VALUE};
        return DoubleStream.of(scores).boxed().flatMap(first -> DoubleStream.of(scores).boxed()
                .flatMap(second -> Stream.of(point(loss, first, second, 1), point(loss, first, second, -1))));
    }

    private static Point<MarginRanking> point(MarginRanking loss, double first, double second, double target) {
        return new Point<>(loss, new double[]{first}, new double[]{second}, new double[]{target});
    }

    /** max(0, margin − t (x₁ − x₂)), active at 0. */
    private record Hinge(BigDecimal margin) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return List.of(math.max(BigDecimal.ZERO, shortfall(sample)));
        }

        private BigDecimal shortfall(Sample sample) {
            BigDecimal lead = sample.the("input1").subtract(sample.the("input2"));
            return margin.subtract(sample.the("targets").multiply(lead));
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            if (shortfall(sample).signum() != 0) {
                return Optional.empty();
            }
            BigDecimal target = sample.the("targets");
            BigDecimal slope = place.input().equals("input1") ? target.negate() : target;
            return Optional.of(order == 1 ? slope : BigDecimal.ZERO);
        }

        /** The distance to the kink. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            BigDecimal shortfall = shortfall(sample).abs();
            return shortfall.signum() == 0 ? BigDecimal.ONE : shortfall;
        }
    }

    private static TaskBuilder task(double margin, double first, double second, double target) {
        return TaskBuilder.of(new MarginRanking(margin)).reduction(Reduction.NONE).input("input1", first)
                .input("input2", second).input("targets", target);
    }

    // From the reference: active at equality, also for equal inputs with margin 0.
    @Test
    void gradientWhenScoresAreEqualAndMarginIsZeroShouldBeActive() {
        EvaluationView evaluation = task(0, 2, 2, -1).answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient("input1")).containsExactly(1);
        assertThat(evaluation.gradient("input2")).containsExactly(-1);
    }

    // By hand: 0.5 - (3 - 1) is negative.
    @Test
    void answerWhenFirstIsFarAheadShouldBeZero() {
        EvaluationView evaluation = task(0.5, 3, 1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient("input1")).containsExactly(0);
        assertThat(evaluation.hessian("input2")).containsExactly(0);
    }

    // The limits of the formula; ∞ - ∞ is NaN.
    @Test
    void answerWhenScoresAreInfiniteShouldBeTheLimit() {
        EvaluationView ahead = task(1, INF, 0, 1).answer();
        assertThat(ahead.loss()).containsExactly(0);
        assertThat(ahead.gradient("input1")).containsExactly(0);
        EvaluationView behind = task(1, 0, INF, 1).answer();
        assertThat(behind.loss()).containsExactly(INF);
        assertThat(behind.gradient("input2")).containsExactly(1);
        EvaluationView both = task(1, INF, INF, 1).answer();
        assertThat(both.loss()).containsExactly(Double.NaN);
        assertThat(both.gradient("input1")).containsExactly(Double.NaN);
    }

    // From the reference: targets are 1 or -1.
    @Test
    void targetWhenNeitherOneNorMinusOneShouldBeRejected() {
        for (double target : new double[]{0, 2, 0.5, Double.NaN}) {
            assertThat(task(0, 1, 2, target).fault().detail()).startsWith("must be -1 or 1");
        }
    }
}
