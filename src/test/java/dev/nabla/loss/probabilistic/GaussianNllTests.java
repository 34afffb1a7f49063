package dev.nabla.loss.probabilistic;

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
import dev.nabla.tensor.BooleanTensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GaussianNllTests extends LossContract<GaussianNll> {

    @Override
    public List<GaussianNll> variants() {
        return List.of(new GaussianNll(), new GaussianNll(true, 1e-6), new GaussianNll(true, 0.5));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("full", "false", "eps", "1.0E-6 in (0, inf)");
    }

    @Override
    public Formula formula(GaussianNll loss) {
        return new NegativeLogLikelihood(loss.full(), new BigDecimal(loss.eps()));
    }

    @Override
    public Optional<Textbook> textbook(GaussianNll loss) {
        return Optional.of(Textbook.formula("""
                v = with_gradient(maximum(var, eps), var)
                0.5*(log(v) + (x - t)^2/v)""" + (loss.full() ? " + 0.5*log(2*pi)" : "")));
    }

    @Override
    public double[][] draw(GaussianNll loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-2, 2)}, {random.nextDouble(-2, 2)}, {random.nextDouble(0.1, 4)}};
    }

    @Override
    public Stream<Point<GaussianNll>> hardPoints() {
        return Stream.concat(worstPoints(),
                Stream.of(new GaussianNll(), new GaussianNll(true, 1e-300)).flatMap(loss -> DoubleStream
                        .of(0, 1e-300, 1e-9, 1e-6, 0.01, 1, Math.nextUp(1.0), 1e10, 1e120, 1e300).boxed()
                        .flatMap(var -> DoubleStream
                                .of(0, 1e-200, 1e-8, 0.1, 1, 1e5, 1e100, 1e160, 1e300, Math.sqrt(var))
                                .mapToObj(
                                        d -> new Point<>(loss, new double[]{d}, new double[]{0}, new double[]{var})))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<GaussianNll>> worstPoints() {
        return Stream.of(
                new Point<>(new GaussianNll(), new double[]{3 * Double.MIN_VALUE}, new double[]{0},
                        new double[]{1.787786577391778}), // gradient of predictions 0.68 ulp
                new Point<>(new GaussianNll(true, 1e-300), new double[]{1e-150}, new double[]{0}, new double[]{1e-300}), // gradient of var 1.41 ulp
                new Point<>(new GaussianNll(), new double[]{0.4009823895592284}, new double[]{0},
                        new double[]{0.9999999999999999}), // hessian of predictions 0.5 ulp
                new Point<>(new GaussianNll(true, 0.5), new double[]{-1.0813609709587122},
                        new double[]{0.8656514041690175}, new double[]{0.32415975752887793}), // hessian of var 0.5 ulp
                new Point<>(new GaussianNll(), new double[]{40}, new double[]{40.00000000000003},
                        new double[]{0.9999999999999998})); // loss 1.0 ulp
    }

    /** ½ log v + ½ d²/v [+ ½ log 2π], v = max(var, eps): terms that cancel. */
    private record NegativeLogLikelihood(boolean full, BigDecimal eps) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal v = math.max(sample.the("var"), eps);
            BigDecimal d = sample.the("predictions").subtract(sample.the("targets"));
            return List.of(math.log(v).divide(BigDecimal.TWO), math.divide(d.pow(2), v.add(v)),
                    full ? math.log(Arithmetic.TWO_PI).divide(BigDecimal.TWO) : BigDecimal.ZERO);
        }

        /** As var itself, or as the larger of the error and the standard deviation. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            BigDecimal v = sample.the("var").max(eps);
            BigDecimal d = sample.the("predictions").subtract(sample.the("targets"));
            return place.input().equals("var") ? v : d.abs().max(v.sqrt(MathContext.DECIMAL64));
        }

        /** Up to eps the reference states the formulas with v = eps: ½(1/v − d²/v²) and d²/v³ − 1/(2v²). */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            if (!place.input().equals("var") || sample.the("var").compareTo(eps) > 0) {
                return Optional.empty();
            }
            BigDecimal square = sample.the("predictions").subtract(sample.the("targets")).pow(2);
            return Optional.of(order == 1
                    ? math.divide(eps.subtract(square), BigDecimal.TWO.multiply(eps.pow(2)))
                    : math.divide(BigDecimal.TWO.multiply(square).subtract(eps), BigDecimal.TWO.multiply(eps.pow(3))));
        }
    }

    // From loss-examples.json, by mpmath: below eps the formulas hold with v = eps.
    @Test
    void answerWhenVarianceIsBelowEpsShouldUseEps() {
        EvaluationView evaluation = TaskBuilder.of(new GaussianNll()).input("predictions", 0.5).input("targets", 0.25)
                .input("var", 1e-9).answer();
        assertThat(evaluation.loss()).containsExactly(31243.092244721018);
        assertThat(evaluation.gradient()).containsExactly(250000.0);
        assertThat(evaluation.gradient("var")).containsExactly(-31249500000.000004);
        assertThat(evaluation.hessian("var")).containsExactly(6.249950000000001e+16);
    }

    // By hand: v = 2 for both of the row, d = 1 and 2; ½(1/2 - 1/4) + ½(1/2 - 4/4), and 1/8 - 1/8 + 4/8 - 1/8.
    @Test
    void gradientOfVarianceWhenItServesRowShouldBeSummed() {
        EvaluationView evaluation = TaskBuilder.of(new GaussianNll()).reduction(Reduction.SUM)
                .rows("predictions", new double[]{1, 2}).rows("targets", new double[]{0, 0})
                .rows("var", new double[]{2}).answer();
        assertThat(evaluation.gradient()).containsExactly(0.5, 1);
        assertThat(evaluation.gradient("var")).containsExactly(-0.125);
        assertThat(evaluation.hessian("var")).containsExactly(0.375);
    }

    // The same, each of its two places masked in turn: only the other counts.
    @Test
    void gradientOfVarianceWhenItServesRowShouldLeaveMaskedPlacesOut() {
        TaskBuilder task = TaskBuilder.of(new GaussianNll()).reduction(Reduction.SUM)
                .rows("predictions", new double[]{1, Double.NaN}).rows("targets", new double[]{0, 0})
                .rows("var", new double[]{2})
                .mask(new BooleanTensor(Shape.of(1, 2), new boolean[]{true, false}));
        assertThat(task.answer().gradient("var")).containsExactly(0.125);
    }

    // By hand, with v = 2 for both: d/v = 1/2, 1; ½(1/v - d²/v²) = ½(1/2 - 1/4) and ½(1/2 - 1), which add up to -1/8, as above.
    @Test
    void answerWhenVarianceIsANumberShouldBeThatOfATensorOfIt() {
        TaskBuilder task = TaskBuilder.of(new GaussianNll()).reduction(Reduction.SUM)
                .rows("predictions", new double[]{1}, new double[]{2})
                .rows("targets", new double[]{0}, new double[]{0});
        EvaluationView evaluation = task.input("var", TaskBuilder.scalar(2)).answer();
        assertThat(evaluation.gradient()).containsExactly(0.5, 1);
        assertThat(evaluation.gradient("var")).containsExactly(-0.125);
        assertThat(evaluation.hessian("var")).containsExactly(0.375);
        assertThat(evaluation.loss())
                .containsExactly(task.rows("var", new double[]{2}, new double[]{2}).answer().loss());
    }

    // A number that no value uses is not validated, as other masked places are not.
    @Test
    void varianceWhenANumberShouldBeValidatedIfAnyValueUsesIt() {
        TaskBuilder task = TaskBuilder.of(new GaussianNll()).input("predictions", 1, 2).input("targets", 0, 0)
                .input("var", TaskBuilder.scalar(-1));
        assertThat(task.mask(true, false).fault().detail()).contains(">= 0", "got -1");
        assertThat(task.mask(false, false).answer().gradient("var")).containsExactly(0);
    }

    // From the reference: a negative variance is rejected.
    @Test
    void varianceWhenNegativeShouldBeRejected() {
        assertThat(TaskBuilder.of(new GaussianNll()).input("predictions", 1).input("targets", 1).input("var", -1e-300)
                .fault().detail()).contains(">= 0", "-1.0E-300");
    }

    // The limits: d²/v and d/v with d = ±∞.
    @Test
    void answerWhenResidualIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new GaussianNll()).input("predictions", Double.NEGATIVE_INFINITY)
                .input("targets", 0).input("var", 2).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient()).containsExactly(Double.NEGATIVE_INFINITY);
        assertThat(evaluation.gradient("var")).containsExactly(Double.NEGATIVE_INFINITY);
        assertThat(evaluation.hessian()).containsExactly(0.5);
    }
}
