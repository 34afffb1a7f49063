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

class BinaryCrossEntropyTests extends LossContract<BinaryCrossEntropy> {

    private static final String SMOOTHED = "q = t*(1 - label_smoothing) + label_smoothing/2\n";

    @Override
    public List<BinaryCrossEntropy> variants() {
        return List.of(new BinaryCrossEntropy(), new BinaryCrossEntropy(0.1, null),
                new BinaryCrossEntropy(0.3, 1e-7), new BinaryCrossEntropy(1, 0.2));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("label_smoothing", "0.0 in [0, 1]", "clip", "null in (0, 0.5)");
    }

    @Override
    public Formula formula(BinaryCrossEntropy loss) {
        return new Clamped(new BigDecimal(loss.labelSmoothing()), loss.clip());
    }

    @Override
    public Optional<Textbook> textbook(BinaryCrossEntropy loss) {
        return Optional.of(switch (loss) {
            case BinaryCrossEntropy(double _, Double clip) when clip == null -> Textbook.formula(SMOOTHED + """
                    -(q*maximum(log(x), -100) + (1 - q)*maximum(log(1 - x), -100))""").stable(SMOOTHED + """
                    -(q*maximum(log(x), -100) + (1 - q)*maximum(log1p(-x), -100))""");
            case BinaryCrossEntropy _ -> Textbook.formula(SMOOTHED + """
                    p = clip(x, clip, 1 - clip)
                    -(q*log(p) + (1 - q)*log(1 - p))""").stable(SMOOTHED + """
                    p = clip(x, clip, 1 - clip)
                    -(q*log(p) + (1 - q)*log1p(-p))""");
        });
    }

    @Override
    public double[][] draw(BinaryCrossEntropy loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble()},
                {random.nextInt(3) == 0 ? random.nextInt(2) : random.nextDouble()}};
    }

    @Override
    public Stream<Point<BinaryCrossEntropy>> hardPoints() {
        return Stream.concat(worstPoints(), variants().stream().flatMap(loss -> DoubleStream
                .of(0, Double.MIN_VALUE, 1e-300, 3.7e-44, 3.8e-44, 9e-13, 1.1e-12, 1e-12, 1e-7, Math.nextDown(1e-7),
                        0.25, 0.5, Math.nextDown(0.5), Math.nextUp(0.5), 0.75, 1 - 1e-7, 1 - 1e-12, 1 - 1e-16, 1)
                .boxed().flatMap(p -> DoubleStream.of(0, 1, 0.5, 1e-300, 1e-20, 1 - 1e-16, 0.3, p, -2, 1e10)
                        .mapToObj(t -> new Point<>(loss, new double[]{p}, new double[]{t})))));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<BinaryCrossEntropy>> worstPoints() {
        return Stream.of(
                new Point<>(new BinaryCrossEntropy(), new double[]{0.25}, new double[]{1.5e308}), // loss was NaN: both terms overflow
                new Point<>(new BinaryCrossEntropy(), new double[]{0.9}, new double[]{-1e306}), // hessian
                new Point<>(new BinaryCrossEntropy(), new double[]{0.49999999999999994}, new double[]{1}), // gradient 0.5 ulp
                new Point<>(new BinaryCrossEntropy(), new double[]{0.49999999999999994},
                        new double[]{0.12499999999999997}), // hessian 0.5 ulp
                new Point<>(new BinaryCrossEntropy(0.3, 1e-7), new double[]{0.6335604263074879},
                        new double[]{-0.200143422316092}), // loss 1.41 ulp
                new Point<>(new BinaryCrossEntropy(), new double[]{0.36765079029604486},
                        new double[]{0.9937347698075494})); // loss 1.34 ulp
    }

    /** −t·max(log p, −100) − (1−t)·max(log(1−p), −100), t smoothed, p clipped. */
    private record Clamped(BigDecimal smoothing, @Nullable Double clip) implements Formula {

        private static final BigDecimal LOWEST = BigDecimal.valueOf(-100);
        private static final BigDecimal FLOOR = new BigDecimal(Double.parseDouble("1e-12"));

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal p = sample.the("predictions");
            if (clip != null) {
                BigDecimal least = new BigDecimal(clip);
                p = math.min(math.max(p, least), BigDecimal.ONE.subtract(least));
            }
            BigDecimal t = target(sample);
            return List.of(t.negate().multiply(clampedLog(p, math)),
                    t.subtract(BigDecimal.ONE).multiply(clampedLog(BigDecimal.ONE.subtract(p), math)));
        }

        private static BigDecimal clampedLog(BigDecimal p, Arithmetic math) {
            return math.compare(p, BigDecimal.ZERO) <= 0 ? LOWEST : math.max(math.log(p), LOWEST);
        }

        private BigDecimal target(Sample sample) {
            return sample.the("targets").multiply(BigDecimal.ONE.subtract(smoothing))
                    .add(smoothing.divide(BigDecimal.TWO));
        }

        /** The distance of p from the nearer end; a step must not leave the domain. */
        @Override
        public BigDecimal scale(Sample sample, Place place) {
            BigDecimal p = sample.the("predictions");
            return place.input().equals("targets") ? BigDecimal.ONE : p.min(BigDecimal.ONE.subtract(p));
        }

        /**
         * The reference states (p − t)/max(p(1−p), 1e-12) and t/max(p, 1e-12)² + (1−t)/max(1−p, 1e-12)², which are the
         * derivatives unless the maximum is 1e-12; and with a clip 0 where p is outside, the end of the clip inside.
         */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            BigDecimal p = sample.the("predictions");
            BigDecimal q = BigDecimal.ONE.subtract(p);
            BigDecimal end = p.min(q);
            if (place.input().equals("targets")) {
                return Optional.empty();
            }
            if (clip != null && end.compareTo(new BigDecimal(clip)) < 0) {
                return Optional.of(BigDecimal.ZERO);
            }
            boolean isAtClip = clip != null && end.compareTo(new BigDecimal(clip)) == 0;
            boolean isFloored = (order == 1 ? p.multiply(q) : end).compareTo(FLOOR) < 0;
            return isAtClip || isFloored ? Optional.of(stated(p, q, target(sample), order, math)) : Optional.empty();
        }

        private static BigDecimal stated(BigDecimal p, BigDecimal q, BigDecimal t, int order, Arithmetic math) {
            return order == 1
                    ? math.divide(p.subtract(t), p.multiply(q).max(FLOOR))
                    : math.divide(t, p.max(FLOOR).pow(2))
                            .add(math.divide(BigDecimal.ONE.subtract(t), q.max(FLOOR).pow(2)));
        }
    }

    // From the reference: p = 0, t = 1 is 100 with gradient -1e12; p = 0, t = 0 is 0 and 0; p = 1e-300, t = 1 is 100.
    @Test
    void answerWhenProbabilityIsAtAnEndShouldBeClamped() {
        EvaluationView evaluation = TaskBuilder.of(new BinaryCrossEntropy()).reduction(Reduction.NONE)
                .input("predictions", 0, 0, 1e-300, 1, 1).input("targets", 1, 0, 1, 1, 0).answer();
        assertThat(evaluation.loss()).containsExactly(100, 0, 100, 0, 100);
        assertThat(evaluation.gradient()).containsExactly(-1e12, 0, -1e12, 0, 1e12);
    }

    // From the reference: with respect to the targets, ±100 at p = 0 and 1, times 1 − label_smoothing.
    @Test
    void gradientOfTargetsWhenProbabilityIsAtAnEndShouldBeThatOfTheClampedLoss() {
        EvaluationView evaluation = TaskBuilder.of(new BinaryCrossEntropy(0.5, null)).reduction(Reduction.NONE)
                .input("predictions", 0, 1, 1e-300, 0.5).input("targets", 0, 1, 1, 1).answer();
        assertThat(evaluation.gradient("targets")).containsExactly(50, -50, 50, 0);
        assertThat(evaluation.hessian("targets")).containsExactly(0, 0, 0, 0);
    }

    // From the reference: with clip the gradient is 0 where p < clip or p > 1 - clip.
    @Test
    void derivativesWhenOutsideTheClipShouldBeZero() {
        EvaluationView evaluation = TaskBuilder.of(new BinaryCrossEntropy(0, 0.25)).reduction(Reduction.NONE)
                .input("predictions", 0, 0.2, 0.25, 0.75, 0.8, 1).input("targets", 1, 1, 1, 0, 0, 0).answer();
        assertThat(evaluation.gradient()).containsExactly(0, 0, -4, 4, 0, 0); // -1/p, 1/(1-p) inside
        assertThat(evaluation.hessian()).containsExactly(0, 0, 16, 16, 0, 0); // 1/p², 1/(1-p)² inside
    }

    // From the reference: p outside [0, 1] or NaN is rejected; targets are not checked but must be finite.
    @Test
    void inputsWhenOutsideTheirDomainShouldBeRejected() {
        for (double p : new double[]{-1e-300, Math.nextUp(1.0), Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThat(TaskBuilder.of(new BinaryCrossEntropy()).input("predictions", p).input("targets", 0).fault())
                    .satisfies(fault -> assertThat(fault.field()).isEqualTo("predictions"))
                    .satisfies(fault -> assertThat(fault.detail()).contains("[0, 1]", String.valueOf(p)));
        }
        assertThat(TaskBuilder.of(new BinaryCrossEntropy()).input("predictions", 0.5)
                .input("targets", Double.POSITIVE_INFINITY).fault().field()).isEqualTo("targets");
    }
}
