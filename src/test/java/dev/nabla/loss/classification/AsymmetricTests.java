package dev.nabla.loss.classification;

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

class AsymmetricTests extends LossContract<Asymmetric> {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Asymmetric UNFOCUSED = new Asymmetric(0, 0, 0.1);
    private static final Asymmetric UNCLIPPED = new Asymmetric(2, 0.5, 0);
    private static final Asymmetric HALF = new Asymmetric(0.5, 2, 0.5);

    /** log(0.05/0.95), where σ(x) is the default clip. */
    private static final double LOGIT_OF_CLIP = -2.9444389791664403;

    @Override
    public List<Asymmetric> variants() {
        return List.of(new Asymmetric(), UNFOCUSED, UNCLIPPED, HALF);
    }

    @Override
    public Map<String, String> options() {
        return Map.of("gamma_neg", "4.0 in [0, inf)", "gamma_pos", "1.0 in [0, inf)", "clip", "0.05 in [0, 1)");
    }

    @Override
    public Formula formula(Asymmetric loss) {
        return new AsymmetricFormula(new BigDecimal(loss.gammaNeg()), new BigDecimal(loss.gammaPos()),
                new BigDecimal(loss.clip()));
    }

    @Override
    public Optional<Textbook> textbook(Asymmetric loss) {
        return Optional.of(Textbook.formula("""
                p = sigmoid(x)
                m = maximum(p - clip, 0)
                where(t == 1, -(1 - p)^gamma_pos*log(p), -m^gamma_neg*log(1 - m))""").stable("""
                m = relu(sigmoid(x) - clip)
                n = where(m < 0.5, -log1p(-m), -log(sigmoid(-x) + clip))
                where(t == 1, sigmoid(-x)^gamma_pos*softplus(-x), m^gamma_neg*n)"""));
    }

    @Override
    public double[][] draw(Asymmetric loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-6, 8)}, {random.nextInt(2)}};
    }

    @Override
    public Stream<Point<Asymmetric>> hardPoints() {
        DoubleStream joint = DoubleStream.of(0, -1, 1, -3, 3, 1e3, 1e6, 1e12)
                .map(ulps -> LOGIT_OF_CLIP + ulps * Math.ulp(LOGIT_OF_CLIP));
        DoubleStream sizes = DoubleStream
                .of(0, Double.MIN_VALUE, 1e-300, 1e-17, 0.5, 18, 37, 40, 64, 355, 700, 744, 746,
                        1e4, 1e300)
                .flatMap(x -> DoubleStream.of(x, -x));
        return Stream.concat(worstPoints(),
                DoubleStream.concat(joint, sizes).boxed().flatMap(x -> variants().stream().flatMap(
                        loss -> Stream.of(0, 1).map(t -> new Point<>(loss, new double[]{x}, new double[]{t})))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<Asymmetric>> worstPoints() {
        return Stream.of(
                new Point<>(new Asymmetric(2.0, 0.5, 0.0), new double[]{-1.9285332454529183}, new double[]{0.0}), // gradient 1.04 ulp
                new Point<>(new Asymmetric(4.0, 1.0, 0.05), new double[]{0.8020515557376668}, new double[]{1.0})); // loss 1.05 ulp
    }

    /** q^γ⁺·sp(−x), q = σ(−x), of a positive; −m^γ⁻·log(1−m), m = max(σ(x) − clip, 0), of a negative. */
    private record AsymmetricFormula(BigDecimal gammaNeg, BigDecimal gammaPos, BigDecimal clip) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal logit = sample.the("predictions");
            BigDecimal opposite = logit.negate();
            if (sample.the("targets").signum() > 0) {
                return List.of(math.pow(SigmoidFocalTests.sigmoid(opposite, math), gammaPos)
                        .multiply(math.softplus(opposite)));
            }
            BigDecimal probability = SigmoidFocalTests.sigmoid(logit, math);
            if (clip.signum() == 0) {
                return List.of(math.pow(probability, gammaNeg).multiply(math.softplus(logit)));
            }
            BigDecimal excess = probability.subtract(clip);
            if (math.compare(excess, BigDecimal.ZERO) <= 0) {
                return List.of(BigDecimal.ZERO);
            }
            BigDecimal surprisal = math.log(SigmoidFocalTests.sigmoid(opposite, math).add(clip)).negate();
            BigDecimal loss = math.pow(excess, gammaNeg).multiply(surprisal);
            BigDecimal lost = math.divide(loss.multiply(probability.add(clip)).multiply(SPARE), excess);
            return List.of(loss, lost, lost.negate());
        }

        /** The joint σ(x) = clip is nothing yet. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            boolean isJoint = sample.the("targets").signum() == 0 && sample.the("predictions").signum() == 0
                    && clip.compareTo(new BigDecimal("0.5")) == 0;
            return isJoint ? Optional.of(BigDecimal.ZERO) : Optional.empty();
        }

        /** What may underflow is multiplied by γ and a softplus at most. */
        @Override
        public BigDecimal coefficient(Sample sample) {
            return gammaNeg.max(gammaPos).add(BigDecimal.ONE)
                    .multiply(sample.the("predictions").abs().add(BigDecimal.ONE));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    /**
     * σ(x) − clip cancels where they are near each other, which two opposite terms of its size stand for; it is computed
     * with five bits to spare at least.
     */
    private static final BigDecimal SPARE = BigDecimal.ONE.divide(BigDecimal.valueOf(32));

    // By the limits of the formula: a missed negative costs (1 - clip)^γ log(1/clip), here log 2 / √2; a missed positive ∞.
    @Test
    void answerWhenLogitIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(HALF).reduction(Reduction.NONE)
                .input("predictions", INF, -INF, INF, -INF).input("targets", 0, 0, 1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(0.4901290717342736, 0, 0, INF);
        assertThat(evaluation.gradient()).containsExactly(0, 0, 0, -1);
    }

    // From the reference: with clip = 0, -log1p(-m) is sp(x), ∞ here; and 0 where m = 0.
    @Test
    void answerWhenNegativeIsUnclippedOrBelowTheClipShouldBeLimitOrZero() {
        EvaluationView unclipped = TaskBuilder.of(UNCLIPPED).input("predictions", INF).input("targets", 0).answer();
        assertThat(unclipped.loss()).containsExactly(INF);
        assertThat(unclipped.gradient()).containsExactly(1);
        EvaluationView clipped = TaskBuilder.of(HALF).reduction(Reduction.NONE).input("predictions", 0, -0.1)
                .input("targets", 0, 0).answer();
        assertThat(clipped.loss()).containsExactly(0, 0);
        assertThat(clipped.gradient()).containsExactly(0, 0);
    }

    // From the reference: targets other than 0, 1 are rejected.
    @Test
    void targetWhenNeitherZeroNorOneShouldBeRejected() {
        assertThat(TaskBuilder.of(new Asymmetric()).input("predictions", 2).input("targets", 0.5).fault().detail())
                .startsWith("must be 0 or 1");
    }
}
