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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SigmoidFocalTests extends LossContract<SigmoidFocal> {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final SigmoidFocal UNBALANCED = new SigmoidFocal(null, 1.5);
    private static final SigmoidFocal UNFOCUSED = new SigmoidFocal(0.6, 0);
    private static final SigmoidFocal SLOW = new SigmoidFocal(1.0, 0.5);
    private static final SigmoidFocal FAST = new SigmoidFocal(-1.0, 5);

    @Override
    public List<SigmoidFocal> variants() {
        return List.of(new SigmoidFocal(), UNBALANCED, UNFOCUSED, SLOW, FAST);
    }

    @Override
    public Map<String, String> options() {
        return Map.of("alpha", "0.25 in -1 or [0, 1]", "gamma", "2.0 in [0, inf)");
    }

    @Override
    public Formula formula(SigmoidFocal loss) {
        return new FocalFormula(loss.alpha(), new BigDecimal(loss.gamma()));
    }

    @Override
    public Optional<Textbook> textbook(SigmoidFocal loss) {
        boolean isWeighted = loss.alpha() != null && loss.alpha() >= 0;
        String factor = isWeighted ? "(alpha*t + (1 - alpha)*(1 - t))*" : "";
        return Optional.of(Textbook.formula("p = sigmoid(x)\n" + factor
                + "(t*(1 - p) + (1 - t)*p)^gamma*-(t*log(p) + (1 - t)*log(1 - p))")
                .stable(factor + "(t*sigmoid(-x) + (1 - t)*sigmoid(x))^gamma"
                        + "*(t*softplus(-x) + (1 - t)*softplus(x))"));
    }

    @Override
    public double[][] draw(SigmoidFocal loss, RandomGenerator random) {
        double target = random.nextInt(3) == 0 ? random.nextDouble() : random.nextInt(2);
        return new double[][]{{random.nextDouble(-8, 8)}, {target}};
    }

    @Override
    public Stream<Point<SigmoidFocal>> hardPoints() {
        return Stream.concat(worstPoints(),
                DoubleStream.of(0, 1e-300, 1e-17, 0.5, 2.5, 18, 37, 40, 64, 355, 700, 744, 746, 1e4, 1e300).boxed()
                        .flatMap(x -> Stream.of(x, -x))
                        .flatMap(x -> DoubleStream.of(0, 1, 0.5, 1e-20, 1 - 1e-16).boxed()
                                .flatMap(t -> Stream.of(point(new SigmoidFocal(), x, t), point(UNFOCUSED, x, t),
                                        point(SLOW, x, t)))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<SigmoidFocal>> worstPoints() {
        return Stream.of(
                new Point<>(new SigmoidFocal(0.25, 2.0), new double[]{0.7809299560969447},
                        new double[]{6.458408772669622E-301}), // gradient 0.94 ulp
                new Point<>(new SigmoidFocal(1.0, 0.5), new double[]{177.5028411980776},
                        new double[]{0.5447524650115345}), // hessian 0.92 ulp
                new Point<>(new SigmoidFocal(0.25, 2.0), new double[]{1.0E-8}, new double[]{0.3695067668054277})); // loss 1.07 ulp
    }

    private static Point<SigmoidFocal> point(SigmoidFocal loss, double x, double t) {
        return new Point<>(loss, new double[]{x}, new double[]{t});
    }

    /** a·M^γ·((1−t)·sp(x) + t·sp(−x)), M = (1−t)·σ(x) + t·σ(−x), a = αt + (1−α)(1−t), as two terms. */
    private record FocalFormula(@Nullable Double alpha, BigDecimal gamma) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            Parts parts = Parts.of(sample, math);
            BigDecimal focus = balance(sample).multiply(math.pow(parts.missed(), gamma));
            return List.of(focus.multiply(parts.rest).multiply(parts.softplus),
                    focus.multiply(parts.target).multiply(parts.surprisal));
        }

        private BigDecimal balance(Sample sample) {
            if (alpha == null || alpha == -1) {
                return BigDecimal.ONE;
            }
            BigDecimal positive = new BigDecimal(alpha);
            BigDecimal target = sample.the("targets");
            return positive.multiply(target)
                    .add(BigDecimal.ONE.subtract(positive).multiply(BigDecimal.ONE.subtract(target)));
        }

        /** The derivatives have terms of both signs: those of the fading and those of what fades. */
        @Override
        public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
            Parts parts = Parts.of(sample, math);
            BigDecimal missed = parts.missed();
            if (missed.signum() == 0) {
                return BigDecimal.ZERO;
            }
            BigDecimal entropy = parts.rest.multiply(parts.softplus).add(parts.target.multiply(parts.surprisal));
            BigDecimal curvature = parts.probability.multiply(parts.complement);
            BigDecimal steepness = math.divide(curvature.multiply(parts.rest.subtract(parts.target).abs()), missed);
            BigDecimal fading = gamma.multiply(steepness);
            BigDecimal size = order == 1
                    ? fading.multiply(entropy).add(missed)
                    : fading.multiply(entropy.multiply(gamma.multiply(steepness).add(BigDecimal.ONE))
                            .add(missed.multiply(BigDecimal.TWO))).add(curvature);
            return balance(sample).multiply(math.pow(missed, gamma)).multiply(size);
        }

        /** What may underflow is multiplied by γ² and a softplus at most. */
        @Override
        public BigDecimal coefficient(Sample sample) {
            return gamma.add(BigDecimal.ONE).pow(2).multiply(sample.the("predictions").abs().add(BigDecimal.ONE));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return BigDecimal.ONE;
        }
    }

    /** σ(x), σ(−x), sp(x), sp(−x), t and 1−t. */
    private record Parts(
        BigDecimal probability,
        BigDecimal complement,
        BigDecimal softplus,
        BigDecimal surprisal,
        BigDecimal target,
        BigDecimal rest) {

        static Parts of(Sample sample, Arithmetic math) {
            BigDecimal logit = sample.the("predictions");
            BigDecimal target = sample.the("targets");
            return new Parts(sigmoid(logit, math), sigmoid(logit.negate(), math), math.softplus(logit),
                    math.softplus(logit.negate()), target, BigDecimal.ONE.subtract(target));
        }

        BigDecimal missed() {
            return rest.multiply(probability).add(target.multiply(complement));
        }
    }

    static BigDecimal sigmoid(BigDecimal x, Arithmetic math) {
        BigDecimal tail = math.exp(x.abs().negate());
        return math.divide(x.signum() < 0 ? tail : BigDecimal.ONE, tail.add(BigDecimal.ONE));
    }

    // By the limits of the formula: what is missed is all or nothing; half a target keeps half of either.
    @Test
    void answerWhenLogitIsInfiniteShouldBeTheLimit() {
        EvaluationView evaluation = TaskBuilder.of(new SigmoidFocal()).reduction(Reduction.NONE)
                .input("predictions", INF, -INF, INF, -INF, INF).input("targets", 0, 0, 1, 1, 0.5).answer();
        assertThat(evaluation.loss()).containsExactly(INF, 0, 0, INF, INF);
        assertThat(evaluation.gradient()).containsExactly(0.75, 0, 0, -0.25, 0.5 * 0.25 * 0.5);
        assertThat(evaluation.hessian()).containsExactly(0, 0, 0, 0, 0);
    }

    // From the reference: M = 0 terms are 0, never 0 to a negative power.
    @Test
    void answerWhenNothingIsMissedShouldBeZero() {
        EvaluationView evaluation = TaskBuilder.of(SLOW).reduction(Reduction.NONE).input("predictions", 1e4, INF)
                .input("targets", 1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0);
        assertThat(evaluation.gradient()).containsExactly(0, 0);
        assertThat(evaluation.hessian()).containsExactly(0, 0);
    }

    // By definition: a balance of 0 takes even ∞ away, and -1 is none.
    @Test
    void lossWhenAlphaIsZeroOrNoneShouldBeZeroOrUnbalanced() {
        TaskBuilder none = TaskBuilder.of(new SigmoidFocal(0.0, 2)).input("predictions", -INF).input("targets", 1);
        assertThat(none.answer().loss()).containsExactly(0);
        assertThat(none.answer().gradient()).containsExactly(0);
        assertThat(ofOne(new SigmoidFocal(-1.0, 2)).loss()).containsExactly(ofOne(new SigmoidFocal(null, 2)).loss());
    }

    private static EvaluationView ofOne(SigmoidFocal loss) {
        return TaskBuilder.of(loss).input("predictions", 0.5).input("targets", 1).answer();
    }

    // From the reference: targets in [0, 1].
    @Test
    void targetWhenOutsideUnitIntervalShouldBeRejected() {
        assertThat(TaskBuilder.of(new SigmoidFocal()).input("predictions", 2).input("targets", -1).fault().detail())
                .startsWith("must be a number in [0, 1]");
    }
}
