package dev.nabla.loss.probabilistic;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
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
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GaussianMixtureNllTests extends LossContract<GaussianMixtureNll> {

    @Override
    public List<GaussianMixtureNll> variants() {
        return List.of(new GaussianMixtureNll());
    }

    @Override
    public Formula formula(GaussianMixtureNll loss) {
        return new NegativeLogLikelihood();
    }

    @Override
    public Optional<Textbook> textbook(GaussianMixtureNll loss) {
        return Optional.of(Textbook.formula("""
                d = reshape(t, [ROWS, 1]) - mean
                k = exp(logits)/sum(exp(logits), axis=1, keepdims=true)
                -log(sum(k*exp(-0.5*d^2*exp(-log_variance))/sqrt(2*pi*exp(log_variance)), axis=1))""").stable("""
                d = reshape(t, [ROWS, 1]) - mean
                l = -0.5*(log(2*pi) + log_variance + d^2*exp(-log_variance))
                -logsumexp(log_softmax(logits) + l, axis=1)"""));
    }

    @Override
    public double[][] draw(GaussianMixtureNll loss, RandomGenerator random) {
        return new double[][]{random.doubles(3, -2, 2).toArray(), random.doubles(3, -2, 2).toArray(),
                random.doubles(3, -2, 2).toArray(), {random.nextDouble(-2, 2)}};
    }

    @Override
    public Stream<Point<GaussianMixtureNll>> hardPoints() {
        return Stream.of(point(0, new double[]{0.3}, new double[]{1}, new double[]{-0.5}),
                point(0.25, new double[]{0, 0}, new double[]{1, -1}, new double[]{0, 0}),
                point(100, new double[]{0, 1, -1}, new double[]{0.1, 0.2, -0.3}, new double[]{0.3, 0.1, -0.2}),
                point(3, new double[]{1e4, 0, -1e4}, new double[]{1, 2, 3}, new double[]{0, 0, 0}),
                point(0, new double[]{700, 0, -50}, new double[]{40, 1, 0.5}, new double[]{0.1, 2, -3}),
                point(0, new double[]{0, 0, 0}, new double[]{1, 1, 1e-150}, new double[]{700, -700, -700}),
                point(1, new double[]{0, 0.5}, new double[]{1e100, 2}, new double[]{700, 3}),
                point(1e150, new double[]{0, 0.5}, new double[]{0, 2}, new double[]{700, 690}),
                point(0, new double[]{0, 0}, new double[]{1e-5, 0.7}, new double[]{1e-300, 40}),
                point(1e-300, new double[]{1e-300, 0}, new double[]{0, 1e-300}, new double[]{-30, 300}),
                point(12.3, new double[]{0.1, 0.2}, new double[]{1.1, -1.7}, new double[]{-2.3, -2.1}),
                point(0.7, new double[]{0.1, 0.2}, new double[]{1.7, -0.3}, new double[]{1e-3, -1e-5}));
    }

    private static Point<GaussianMixtureNll> point(double target, double[] logits, double[] mean,
            double[] logVariance) {
        return new Point<>(new GaussianMixtureNll(), logits, mean, logVariance, new double[]{target});
    }

    /** lse(x) − lse(x − ½(s + q)) + ½ log 2π, q = (t − μ)² e^−s: terms that cancel. */
    private record NegativeLogLikelihood() implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] logits = sample.all("logits");
            BigDecimal[] joint = IntStream.range(0, logits.length).mapToObj(k -> {
                BigDecimal s = sample.all("log_variance")[k];
                BigDecimal d = sample.the("targets").subtract(sample.all("mean")[k]);
                BigDecimal square = d.pow(2).multiply(math.exp(s.negate()));
                return logits[k].subtract(s.add(square).divide(BigDecimal.TWO));
            }).toArray(BigDecimal[]::new);
            return List.of(math.logSumExp(logits), math.logSumExp(joint).negate(),
                    math.log(Arithmetic.TWO_PI).divide(BigDecimal.TWO));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    // By hand: the component that is left out leaves a standard Gaussian at 1: ½ log 2π + ½, gradients −1 and 0.
    @Test
    void answerWhenLogitIsMinusInfinityShouldLeaveTheComponentOut() {
        EvaluationView evaluation = TaskBuilder.of(new GaussianMixtureNll())
                .input("logits", 0, Double.NEGATIVE_INFINITY)
                .input("mean", 0, 1).input("log_variance", 0, 0).input("targets", TaskBuilder.scalar(1)).answer();
        assertThat(evaluation.loss()).containsExactly(1.4189385332046727);
        assertThat(evaluation.gradient("logits")).containsExactly(0, 0);
        assertThat(evaluation.gradient("mean")).containsExactly(-1, 0);
        assertThat(evaluation.gradient("log_variance")).containsExactly(0, 0);
    }

    // By definition: no softmax with a logit of +∞, and no density where it underflows to nothing at all.
    @Test
    void answerWhenThereIsNoDensityShouldSaySo() {
        EvaluationView evaluation = TaskBuilder.of(new GaussianMixtureNll()).reduction(Reduction.NONE)
                .rows("logits", new double[][]{{0, Double.POSITIVE_INFINITY}, {0, 0}})
                .rows("mean", new double[][]{{0, 0}, {1e200, -1e200}}).rows("log_variance", new double[2][2])
                .input("targets", 0, 0).answer();
        assertThat(evaluation.loss()).containsExactly(Double.NaN, Double.POSITIVE_INFINITY);
    }

    // By hand: of q = 10^400, 10^400 and 4·10^400 the first two are left, with shares 1/3 and 2/3 by their logits;
    // π = (1, 2, 2)/5, and the gradients are π − r, r (μ − t) e^−s and ½ r (1 − q), which is −∞, and 0 of the third.
    @Test
    void gradientWhenEveryComponentIsTooFarShouldBeThatOfTheNearest() {
        EvaluationView evaluation = TaskBuilder.of(new GaussianMixtureNll())
                .input("logits", 0, 0.6931471805599453, 0.6931471805599453)
                .input("mean", 1e200, -1e200, 2e200).input("log_variance", 0, 0, 0)
                .input("targets", TaskBuilder.scalar(0)).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY);
        assertWithinTwoUlps(evaluation.gradient("logits"), -2 / 15.0, -4 / 15.0, 0.4);
        assertWithinTwoUlps(evaluation.gradient("mean"), 1e200 / 3, -1e200 / 1.5, 0);
        assertThat(evaluation.gradient("log_variance")).containsExactly(Double.NEGATIVE_INFINITY,
                Double.NEGATIVE_INFINITY, 0);
    }

    // By definition: which of two components is nearer to a number at infinity cannot be said.
    @Test
    void gradientWhenTargetIsInfiniteShouldBeNaN() {
        EvaluationView evaluation = TaskBuilder.of(new GaussianMixtureNll()).input("logits", 0, 0).input("mean", 1, 2)
                .input("log_variance", 0, 0).input("targets", TaskBuilder.scalar(Double.NEGATIVE_INFINITY)).answer();
        assertThat(evaluation.loss()).containsExactly(Double.POSITIVE_INFINITY);
        assertThat(evaluation.gradient("mean")).containsExactly(Double.NaN, Double.NaN);
    }

    // From the reference: components lie along the last axis, targets have no such axis.
    @Test
    void targetsWhenOfAnotherShapeShouldBeRejected() {
        TaskBuilder task = TaskBuilder.of(new GaussianMixtureNll()).rows("logits", new double[2][3])
                .rows("mean", new double[2][3]).rows("log_variance", new double[2][3]);
        assertThat(task.input("targets", 0, 0, 0).fault().detail()).contains("[2]");
        assertThat(task.input("targets", 0, 0).reduction(Reduction.NONE).answer().loss()).hasSize(2);
    }
}
