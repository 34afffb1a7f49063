package dev.nabla.loss.reinforcement;

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
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuantileHuberTests extends LossContract<QuantileHuber> {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final int ROWS = 3;
    private static final int LEVELS = 3;

    @Override
    public List<QuantileHuber> variants() {
        return List.of(new QuantileHuber(), new QuantileHuber(0.3), new QuantileHuber(1e3));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("kappa", "1.0 in (0, inf)");
    }

    @Override
    public Map<String, Integer> axes(QuantileHuber loss) {
        return Map.of("N", ROWS);
    }

    @Override
    public Formula formula(QuantileHuber loss) {
        return new Pairs(new BigDecimal(loss.kappa()));
    }

    @Override
    public double[][] draw(QuantileHuber loss, RandomGenerator random) {
        return new double[][]{random.doubles(ROWS * LEVELS, -2, 2).toArray(),
                random.doubles(ROWS * 2, -2, 2).toArray()};
    }

    @Override
    public Stream<Point<QuantileHuber>> hardPoints() {
        double[][][] rows = {{{0, 0.5, 1}, {1, 0}}, {{1e-300, 1, 1e300}, {0, -1e-300}}, {{0.1, 0.1, 0.1}, {0.1, 1.1}},
                {{1e16, -1e16, 3}, {1, 1e16 + 2}}, {{-1.7e308, 1e308, 1.7e308}, {1.7e308, -1.7e308}}, {{7}, {7.3}},
                {{0, 1e-9, -1e-9}, {0.3, -0.3}}};
        return Stream.of(rows).flatMap(row -> variants().stream()
                .map(loss -> new Point<>(loss, Map.of("N", 1), row[0], row[1])));
    }

    /** Σ_i 1/M Σ_j |τ_i − [u &lt; 0]| H(u)/κ. */
    private record Pairs(BigDecimal kappa) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            int row = sample.the("value").intValueExact();
            int levels = count(sample, "predictions");
            int samples = count(sample, "targets");
            List<BigDecimal> terms = new ArrayList<>();
            for (int i = 0; i < levels; i++) {
                for (int j = 0; j < samples; j++) {
                    BigDecimal error = sample.all("targets")[row * samples + j]
                            .subtract(sample.all("predictions")[row * levels + i]);
                    terms.add(math.divide(weight(error, i, levels, math).multiply(huber(error, math)),
                            BigDecimal.valueOf(samples)));
                }
            }
            return terms;
        }

        private static int count(Sample sample, String input) {
            return sample.all(input).length / sample.the("values").intValueExact();
        }

        private static BigDecimal weight(BigDecimal error, int level, int levels, Arithmetic math) {
            BigDecimal tau = math.divide(BigDecimal.valueOf(2L * level + 1), BigDecimal.valueOf(2L * levels));
            return math.compare(error, BigDecimal.ZERO) < 0 ? BigDecimal.ONE.subtract(tau) : tau;
        }

        private BigDecimal huber(BigDecimal error, Arithmetic math) {
            BigDecimal size = math.abs(error);
            return math.compare(size, kappa) < 0
                    ? math.divide(size.pow(2), kappa.multiply(BigDecimal.TWO))
                    : size.subtract(math.divide(kappa, BigDecimal.TWO));
        }

        /** At the joints of the pieces, at distances of 0 and κ, the reference states the derivatives. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            int row = sample.the("value").intValueExact();
            int levels = count(sample, "predictions");
            int samples = count(sample, "targets");
            if (place.index() / levels != row) {
                return Optional.empty();
            }
            BigDecimal[] errors = IntStream.range(row * samples, (row + 1) * samples)
                    .mapToObj(j -> sample.all("targets")[j].subtract(sample.at(place))).toArray(BigDecimal[]::new);
            boolean isAtJoint = Stream.of(errors)
                    .anyMatch(error -> error.signum() == 0 || error.abs().compareTo(kappa) == 0);
            return isAtJoint
                    ? Optional.of(math.divide(Stream.of(errors)
                            .map(error -> weight(error, place.index() % levels, levels, math)
                                    .multiply(derivative(error, order)))
                            .reduce(BigDecimal.ZERO, BigDecimal::add), kappa.multiply(BigDecimal.valueOf(samples))))
                    : Optional.empty();
        }

        /** Of κ·H/κ by the quantile. */
        private BigDecimal derivative(BigDecimal error, int order) {
            boolean isInside = error.abs().compareTo(kappa) < 0;
            if (order == 2) {
                return isInside ? BigDecimal.ONE : BigDecimal.ZERO;
            }
            return error.max(kappa.negate()).min(kappa).negate();
        }
    }

    private static TaskBuilder task(QuantileHuber loss, double[] quantiles, double... samples) {
        return TaskBuilder.of(loss).reduction(Reduction.NONE).rows("predictions", quantiles).rows("targets", samples);
    }

    // By hand: with one quantile, the median, half of huber/κ: half of 1/2 · 0.25/0.5, and half of 2 - 0.25.
    @Test
    void answerWhenThereIsOneQuantileShouldBeHalfOfHuber() {
        QuantileHuber half = new QuantileHuber(0.5);
        EvaluationView inside = task(half, new double[]{1}, 1.25).answer();
        assertThat(inside.loss()).containsExactly(0.03125);
        assertThat(inside.gradient()).containsExactly(-0.25);
        assertThat(inside.hessian()).containsExactly(1);
        EvaluationView outside = task(half, new double[]{3}, 1).answer();
        assertThat(outside.loss()).containsExactly(0.875);
        assertThat(outside.gradient()).containsExactly(0.5);
        assertThat(outside.hessian()).containsExactly(0);
    }

    // By hand: levels 1/4 and 3/4; a sample below weighs 3/4 and 1/4, one above 1/4 and 3/4.
    @Test
    void quantilesShouldWeighSamplesAboveAndBelowByTheirLevels() {
        EvaluationView evaluation = task(new QuantileHuber(), new double[]{0, 0}, -2, 3).answer();
        assertThat(evaluation.gradient()).containsExactly((0.75 - 0.25) / 2, (0.25 - 0.75) / 2);
        assertThat(evaluation.loss()).containsExactly((0.75 * 1.5 + 0.25 * 2.5 + 0.25 * 1.5 + 0.75 * 2.5) / 2);
    }

    // From the reference: at u = 0 the curvature is that of u ≥ 0, τ/κ; at |u| = κ it is 0.
    @Test
    void hessianWhenAtJointsShouldBeThatOfTheUpperAndOfTheLinearPiece() {
        assertThat(task(new QuantileHuber(2), new double[]{1, 1}, 1).answer().hessian()).containsExactly(0.125, 0.375);
        assertThat(task(new QuantileHuber(2), new double[]{1, 1}, 3).answer().hessian()).containsExactly(0, 0);
        assertThat(task(new QuantileHuber(2), new double[]{1, 1}, 3).answer().gradient()).containsExactly(-0.25, -0.75);
    }

    // The limit: an infinite sample is an infinite loss with the gradient of the linear piece.
    @Test
    void answerWhenSampleIsInfiniteShouldBeInfiniteWithFiniteGradient() {
        EvaluationView evaluation = task(new QuantileHuber(), new double[]{0, 1}, -INF).answer();
        assertThat(evaluation.loss()).containsExactly(INF);
        assertThat(evaluation.gradient()).containsExactly(0.75, 0.25);
    }

    // By the conventions: NaN and ∞ - ∞ make their row NaN, and only that.
    @Test
    void answerWhenNumberIsNaNShouldBeNaNInThatRow() {
        for (double[] row : new double[][]{{Double.NaN, 0, 1}, {0, INF, INF}, {0, 1, Double.NaN}}) {
            EvaluationView evaluation = TaskBuilder.of(new QuantileHuber()).reduction(Reduction.NONE)
                    .rows("predictions", new double[][]{{row[0], row[1]}, {0, 0}})
                    .rows("targets", new double[][]{{row[2]}, {0}}).answer();
            assertThat(evaluation.loss()).containsExactly(Double.NaN, 0);
            assertThat(evaluation.gradient()).containsExactly(Double.NaN, Double.NaN, 0, 0);
            assertThat(evaluation.hessian()).containsExactly(Double.NaN, Double.NaN, 0.25, 0.75);
        }
    }

    // A mean over no sample does not exist.
    @Test
    void inputWhenRowsAreEmptyShouldBeRejected() {
        TaskBuilder task = TaskBuilder.of(new QuantileHuber()).rows("predictions", new double[]{1});
        assertThat(task.input("targets", TaskBuilder.tensor(Shape.of(1, 0))).fault().field()).isEqualTo("targets");
        assertThat(task.rows("targets", new double[][]{{1}, {2}}).fault().detail()).contains("[1, M]", "[2, 1]");
    }
}
