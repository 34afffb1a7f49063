package dev.nabla.loss.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import dev.nabla.oracle.SmoothFormula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SapoTests extends LossContract<Sapo> {

    @Override
    public List<Sapo> variants() {
        return List.of(new Sapo(), new Sapo(2, 3), new Sapo(0.1, 30));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("tau_pos", "1.0 in (0, inf)", "tau_neg", "1.05 in (0, inf)");
    }

    @Override
    public SmoothFormula formula(Sapo loss) {
        return new Leveled(new BigDecimal(loss.tauPos()), new BigDecimal(loss.tauNeg()));
    }

    @Override
    public Optional<Textbook> textbook(Sapo loss) {
        return Optional.of(Textbook.formula("""
                r = exp(log_probs - old_log_probs)
                tau = where(advantages > 0, tau_pos, tau_neg)
                -4/tau*sigmoid(tau*(r - 1))*advantages""").stable("""
                tau = where(advantages > 0, tau_pos, tau_neg)
                -4/tau*sigmoid(tau*expm1(log_probs - old_log_probs))*advantages"""));
    }

    @Override
    public double[][] draw(Sapo loss, RandomGenerator random) {
        return PolicyPoints.draw(random);
    }

    /**
     * Beside the common ones, but for derivatives too far below their loss for differences to see, ratios where the curvature
     * changes its sign, and up to where nothing is left.
     */
    @Override
    public Stream<Point<Sapo>> hardPoints() {
        return variants().stream().flatMap(loss -> Stream.concat(PolicyPoints.hardPoints(loss)
                .filter(point -> point.inputs()[0][0] > -700 || Math.abs(point.inputs()[2][0]) < 1e300),
                DoubleStream
                        .of(0.4337, 0.5413, 0.6, 2.5, 4, 5, 6.2, 6.55, 6.6, 6.7).boxed()
                        .flatMap(logRatio -> DoubleStream.of(1.7, -0.3).mapToObj(advantage -> new Point<>(loss,
                                new double[]{logRatio}, new double[]{0}, new double[]{advantage})))));
    }

    /** −(4/τ)·σ(τ(r − 1))·A. */
    private record Leveled(BigDecimal pos, BigDecimal neg) implements SmoothFormula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal factor = sample.the("advantages").multiply(BigDecimal.valueOf(-4));
            return List.of(math.divide(sigmoid(logit(sample, math), math).multiply(factor), tau(sample)));
        }

        private BigDecimal tau(Sample sample) {
            return sample.the("advantages").signum() > 0 ? pos : neg;
        }

        private BigDecimal logit(Sample sample, Arithmetic math) {
            return PolicyPoints.ratio(sample, math).subtract(BigDecimal.ONE).multiply(tau(sample));
        }

        private static BigDecimal sigmoid(BigDecimal u, Arithmetic math) {
            return math.exp(math.softplus(u.negate()).negate());
        }

        /** The curvature is −4A·r·σ(u)σ(−u) less −4A·r·σ(u)σ(−u)·τr·tanh(u/2), and changes its sign. */
        @Override
        public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
            BigDecimal u = logit(sample, math);
            BigDecimal ratio = PolicyPoints.ratio(sample, math);
            BigDecimal slope = sigmoid(u, math).multiply(sigmoid(u.negate(), math)).multiply(ratio)
                    .multiply(sample.the("advantages").abs()).multiply(BigDecimal.valueOf(4));
            return slope;
        }
    }

    private static EvaluationView answer(double logProb, double oldLogProb, double advantage) {
        return TaskBuilder.of(new Sapo(2, 4)).reduction(Reduction.NONE).input("log_probs", logProb)
                .input("old_log_probs", oldLogProb).input("advantages", advantage).answer();
    }

    // From the reference: at r = 1 the loss is -2A/τ, the gradient -A.
    @Test
    void answerWhenPoliciesAgreeShouldHaveTheGradientOfPpo() {
        EvaluationView positive = answer(-1, -1, 3);
        assertThat(positive.loss()).containsExactly(-3);
        assertThat(positive.gradient("log_probs")).containsExactly(-3);
        assertThat(positive.hessian("log_probs")).containsExactly(-3);
        EvaluationView negative = answer(-1, -1, -3);
        assertThat(negative.loss()).containsExactly(1.5);
        assertThat(negative.gradient("log_probs")).containsExactly(3);
    }

    // From the reference: at r = ∞ the loss is -4A/τ, and 0, 0.
    @Test
    void answerWhenRatioIsInfiniteShouldBeLevel() {
        for (double old : new double[]{-1000, Double.NEGATIVE_INFINITY}) {
            EvaluationView evaluation = answer(0, old, 3);
            assertThat(evaluation.loss()).containsExactly(-6);
            assertThat(evaluation.gradient("log_probs")).containsExactly(0);
            assertThat(evaluation.hessian("log_probs")).containsExactly(0);
        }
        assertThat(answer(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, 3).loss()).containsExactly(Double.NaN);
    }
}
