package dev.nabla.loss.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.nabla.evaluation.Evaluator;
import dev.nabla.evaluation.Task;
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
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RmseTests extends LossContract<Rmse> {

    @Override
    public List<Rmse> variants() {
        return List.of(new Rmse());
    }

    @Override
    public Formula formula(Rmse loss) {
        return new RootMeanSquare();
    }

    @Override
    public double[][] draw(Rmse loss, RandomGenerator random) {
        return new double[][]{random.doubles(5, -4, 4).toArray(), random.doubles(5, -4, 4).toArray()};
    }

    @Override
    public Stream<Point<Rmse>> hardPoints() {
        return Stream.concat(worstPoints(),
                Stream.of(errors(0, 0), errors(3), errors(1e-300, 2e-300), errors(1e300, 2e300),
                        errors(Double.MIN_VALUE, 0, 2 * Double.MIN_VALUE), errors(Double.MAX_VALUE, 1),
                        errors(1e200, 1e-200, 1),
                        errors(1, 1e-8), errors(1, 1e-20, 1e-20), errors(1e-160, 1e160), errors(1, 1, 1, 1),
                        errors(Double.MIN_NORMAL, Double.MIN_NORMAL / 3),
                        new Point<>(new Rmse(), new double[]{0.1, 1e16, -0.7},
                                new double[]{0.3, 0.7, -0.7})));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Rmse>> worstPoints() {
        return Stream.of(
                new Point<>(new Rmse(), new double[]{-1.7e308, 1, 2}, new double[]{1.7e308, 2, 4}), // was infinite and NaN: difference beyond float64
                new Point<>(new Rmse(), new double[]{-5.191805316710373E-159, -9.9E-324},
                        new double[]{1.0000000000000004E-300, -1.5E-323}), // hessian was 0
                new Point<>(new Rmse(), new double[]{-2.2250738585072014E-308, -0.9999999999999999},
                        new double[]{0.0, 0.3695067668054277}), // gradient 0.71 ulp
                new Point<>(new Rmse(), new double[]{4.4942328371557893E307, 0.0},
                        new double[]{0.9999999999999998, 0.0}), // hessian 0.64 ulp
                new Point<>(new Rmse(),
                        new double[]{1.0696571577143956, 1.4779202867411243, 0.7143493196870798, -2.037537072706802,
                                -2.107422392531295},
                        new double[]{-1.6387821223463748, -1.6096491319128594, -2.179663083909065, 2.2983411054760614,
                                -5.337558788089658})); // loss 0.5 ulp
    }

    private static Point<Rmse> errors(double... errors) {
        return new Point<>(new Rmse(), errors, new double[errors.length]);
    }

    /** sqrt(Σ w d² / W); where it is 0 the reference states derivatives of 0. */
    private static final class RootMeanSquare implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return List.of(math.sqrt(math.divide(squares(sample), sample.the("divisor"))));
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            return squares(sample).signum() == 0 ? Optional.of(BigDecimal.ZERO) : Optional.empty();
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return squares(sample).sqrt(MathContext.DECIMAL64);
        }

        private static BigDecimal squares(Sample sample) {
            BigDecimal sum = BigDecimal.ZERO;
            for (int i = 0; i < sample.all("predictions").length; i++) {
                BigDecimal d = sample.all("predictions")[i].subtract(sample.all("targets")[i]);
                sum = sum.add(d.pow(2).multiply(sample.all("sample_weight")[i]));
            }
            return sum;
        }
    }

    // From the reference: L = 0 has gradient 0 and Hessian 0, where automatic differentiation answers NaN.
    @Test
    void derivativesWhenLossIsZeroShouldBeZero() {
        EvaluationView evaluation = TaskBuilder.of(new Rmse()).input("predictions", 1, 2).input("targets", 1, 2)
                .answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient()).containsExactly(0, 0);
        assertThat(evaluation.hessian()).containsExactly(0, 0);
    }

    // By hand: errors of 3u and 4u have the mean square 12.5u²; the gradient is d/(2L) whatever u is.
    @Test
    void answerWhenSquaresOverflowOrUnderflowShouldBeRight() {
        for (double unit : new double[]{0x1p-1060, 0x1p-600, 0x1p600, 0x1p1020}) {
            EvaluationView evaluation = TaskBuilder.of(new Rmse()).input("predictions", 3 * unit, 4 * unit)
                    .input("targets", 0, 0).answer();
            assertThat(evaluation.loss()).containsExactly(Math.sqrt(12.5) * unit);
            assertThat(evaluation.gradient()).containsExactly(3 / (2 * Math.sqrt(12.5)), 4 / (2 * Math.sqrt(12.5)));
        }
    }

    // From the reference: W = 0 is NaN; weights may not be negative.
    @Test
    void sampleWeightsWhenZeroOrNegativeShouldBeNaNOrRejected() {
        TaskBuilder task = TaskBuilder.of(new Rmse()).input("predictions", 1, 2).input("targets", 0, 0)
                .reduction(Reduction.WEIGHTED_MEAN);
        assertThat(task.sampleWeight(0, 0).answer().loss()).containsExactly(Double.NaN);
        assertThat(task.sampleWeight(1, -1).fault().detail()).contains(">= 0", "got -1");
    }

    // From the reference: its loss is a single number.
    @Test
    void reductionsShouldBeTheMeansOnly() {
        assertThat(new Rmse().reductions()).containsExactlyInAnyOrder(Reduction.MEAN, Reduction.WEIGHTED_MEAN);
    }

    // The limits of sqrt(Σ d²/2) and d/(2L) as one d grows: 1/√2 would be the other's, but ∞/∞ is NaN.
    @Test
    void lossWhenErrorIsInfiniteShouldBeInfinite() {
        EvaluationView evaluation = TaskBuilder.of(new Rmse()).input("predictions", Double.POSITIVE_INFINITY, 1)
                .input("targets", 0, 0).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(Double.NaN, 0);
    }

    private static double[] weightGradient(TaskBuilder task) {
        return Objects.requireNonNull(Evaluator
                .evaluate(task.wrt(Set.of(Task.SAMPLE_WEIGHT)).hessian(false).gradOutput(TaskBuilder.scalar(2)).build())
                .gradients().get(Task.SAMPLE_WEIGHT)).widened().values();
    }

    private static TaskBuilder weighted(double[] errors, double... weights) {
        return TaskBuilder.of(new Rmse()).input("predictions", errors).input("targets", new double[errors.length])
                .sampleWeight(weights);
    }

    // 2·d²/(2·n·L), of which L = √22, n = 2; for a weighted mean 2·(d² − L²)/(2·W·L) with L² = 22/3, W = 3; the third is masked
    @Test
    void gradientOfWeightsShouldBeThatOfTheRoot() {
        TaskBuilder task = weighted(new double[]{-2, 3, 7}, 1, 2, 3).mask(true, true, false);
        double root = Math.sqrt(11);
        assertThat(weightGradient(task)).containsExactly(new double[]{2 / root, 4.5 / root, 0}, within(1e-15));
        double weightedRoot = Math.sqrt(22.0 / 3);
        assertThat(weightGradient(task.reduction(Reduction.WEIGHTED_MEAN))).containsExactly(
                new double[]{-10.0 / 9 / weightedRoot, 5.0 / 9 / weightedRoot, 0}, within(1e-15));
    }

    // an error without weight does not count in L = 1, but would with one: 2·1e300/(2·2·1/√2); at L = 0 as all gradients
    @Test
    void gradientOfWeightsWhenAnErrorHasNoneShouldBeFinite() {
        assertThat(weightGradient(weighted(new double[]{1, 1e150}, 1, 0))[1]).isCloseTo(Math.sqrt(0.5) * 1e300,
                withinPercentage(1e-13));
        assertThat(weightGradient(weighted(new double[]{0, 3}, 1, 0))).containsExactly(0, 0);
        assertThat(weightGradient(weighted(new double[]{1, 3}, 0, 0).reduction(Reduction.WEIGHTED_MEAN)))
                .containsOnly(Double.NaN);
    }
}
