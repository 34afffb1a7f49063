package dev.nabla.loss.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.HardRows;
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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MultiSoftmaxTests extends LossContract<MultiSoftmax> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<MultiSoftmax> variants() {
        return List.of(new MultiSoftmax(), of(1, 0), of(1.5, 1e-3),
                new MultiSoftmax(2, 1e-16, SoftmaxHessian.ABSOLUTE_RESIDUAL),
                new MultiSoftmax(2, 0.1, SoftmaxHessian.ABSOLUTE_RESIDUAL));
    }

    private static MultiSoftmax of(double hessianFactor, double minHessian) {
        return new MultiSoftmax(hessianFactor, minHessian, SoftmaxHessian.SCALED);
    }

    @Override
    public Map<String, String> options() {
        return Map.of("hessian_factor", "2.0 in (0, inf)", "min_hessian", "1.0E-16 in [0, inf)", "hessian_type",
                "SCALED");
    }

    @Override
    public Formula formula(MultiSoftmax loss) {
        return new NegativeLogLikelihood(new BigDecimal(loss.hessianFactor()), new BigDecimal(loss.minHessian()),
                loss.hessianType() == SoftmaxHessian.ABSOLUTE_RESIDUAL);
    }

    @Override
    public Optional<Textbook> textbook(MultiSoftmax loss) {
        return Optional
                .of(Textbook.formula(Textbook.TARGET_PROBABILITY + "-log(y)").stable("-pick(log_softmax(x), t)"));
    }

    @Override
    public double[][] draw(MultiSoftmax loss, RandomGenerator random) {
        return new double[][]{random.doubles(4, -5, 5).toArray(), {random.nextInt(4)}};
    }

    @Override
    public Stream<Point<MultiSoftmax>> hardPoints() {
        return Stream.concat(worstPoints(),
                variants().stream().filter(loss -> loss.minHessian() < 1e-3).flatMap(loss -> HardRows.logits()
                        .flatMap(
                                row -> IntStream.range(0, row.length)
                                        .mapToObj(y -> new Point<>(loss, row, new double[]{y})))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<MultiSoftmax>> worstPoints() {
        return Stream.of(
                new Point<>(of(1, 0),
                        new double[]{-2.3836716287174973, -0.24699080411264174, -0.6281610813694577, 4.596452005673834},
                        new double[]{0}), // gradient 1.38 ulp
                new Point<>(of(1, 0),
                        new double[]{-354.99999999999994, 2.634090067391913, -7.569999297278221, 4.8398663769317025},
                        new double[]{1}), // hessian 1.3 ulp
                new Point<>(of(1, 0),
                        new double[]{-710, -1.0956108991929439, 3.605620558047832, -1.5275547958781601},
                        new double[]{2})); // loss 1.1 ulp
    }

    /** −log p_y; the reference states max(factor·p(1 − p), min) for the curvature, XGBoost max(|p − y|, min). */
    private record NegativeLogLikelihood(BigDecimal factor, BigDecimal least, boolean isResidual) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return List.of(math.surprises(sample.all("predictions"))[sample.the("targets").intValueExact()]);
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            if (order == 1) {
                return Optional.empty();
            }
            BigDecimal p = math.exp(math.surprises(sample.all("predictions"))[place.index()].negate());
            BigDecimal[] others = IntStream.range(0, sample.all("predictions").length).filter(c -> c != place.index())
                    .mapToObj(c -> math.exp(math.surprises(sample.all("predictions"))[c].negate()))
                    .toArray(BigDecimal[]::new);
            BigDecimal rest = Arrays.stream(others).reduce(BigDecimal.ZERO, BigDecimal::add);
            boolean isTarget = sample.the("targets").intValueExact() == place.index();
            BigDecimal curvature = isResidual ? isTarget ? rest : p : p.multiply(rest).multiply(factor);
            return Optional.of(curvature.max(least));
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

    private static EvaluationView ofRow(double... margins) {
        return TaskBuilder.of(new MultiSoftmax()).rows("predictions", margins).input("targets", 0)
                .reduction(Reduction.SUM).answer();
    }

    // By hand, with XGBoost's 2·p(1 - p): two even margins.
    @Test
    void answerWhenMarginsAreEvenShouldBeHandComputed() {
        EvaluationView evaluation = ofRow(0, 0);
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453);
        assertThat(evaluation.gradient()).containsExactly(-0.5, 0.5);
        assertThat(evaluation.hessian()).containsExactly(0.5, 0.5);
    }

    // XGBoost's own test of the rule, tests/cpp/objective/test_multiclass_obj.cc: margins 1, 0, 2 of target 1 and 2, 0, 1 of target 0.
    @Test
    void hessianWhenTypeIsAbsoluteResidualShouldBeThatOfXgboost() {
        EvaluationView evaluation = TaskBuilder.of(new MultiSoftmax(2, 1e-16, SoftmaxHessian.ABSOLUTE_RESIDUAL))
                .rows("predictions", new double[]{1, 0, 2}, new double[]{2, 0, 1}).input("targets", 1, 0)
                .reduction(Reduction.SUM).answer();
        double[] printed = {0.24, 0.91, 0.67, 0.33, 0.09, 0.24};
        for (int i = 0; i < printed.length; i++) {
            assertThat(evaluation.hessian()[i]).isCloseTo(printed[i], within(0.01));
            assertThat(evaluation.hessian()[i]).isEqualTo(Math.abs(evaluation.gradient()[i]));
        }
    }

    // From the reference: the curvature is at least min_hessian, where p is 0 or 1 too.
    @Test
    void hessianWhenFlatShouldBeTheLeast() {
        assertThat(ofRow(0, -1000).hessian()).containsExactly(1e-16, 1e-16);
        assertThat(ofRow(-INF, 0).hessian()).containsExactly(1e-16, 1e-16);
        assertThat(ofRow(-INF, 0).loss()).containsExactly(INF);
        assertThat(ofRow(INF, 0).hessian()).containsExactly(Double.NaN, Double.NaN);
    }
}
