package dev.nabla.loss.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import dev.nabla.oracle.SmoothFormula;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GspoTests extends LossContract<Gspo> {

    private static final int SEQUENCES = 4;
    private static final int TOKENS = 3;

    @Override
    public List<Gspo> variants() {
        return List.of(new Gspo(), new Gspo(3e-4, 4e-4, null), new Gspo(0.5, 1.5, 1.25));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("clip_range", "0.2 in (0, 1)", "clip_range_high", "null in (0, inf)", "dual_clip",
                "null in (1, inf)");
    }

    @Override
    public Formula formula(Gspo loss) {
        return new SequenceRatio(
                new ClippedFormula(new ClippedRatio(loss.clipRange(), loss.clipRangeHigh(), loss.dualClip())));
    }

    @Override
    public double[][] draw(Gspo loss, RandomGenerator random) {
        return new double[][]{random.doubles(SEQUENCES * TOKENS, -3, 0).toArray(),
                random.doubles(SEQUENCES * TOKENS, -3, 0).toArray(), random.doubles(SEQUENCES, -2, 2).toArray(),
                {1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0}};
    }

    /** The points of a single token, each as a sequence of two with another that is left in or out. */
    @Override
    public Stream<Point<Gspo>> hardPoints() {
        return variants().stream().flatMap(loss -> PolicyPoints.hardPoints(loss)
                .flatMap(point -> DoubleStream.of(0, 1).mapToObj(left -> new Point<>(loss,
                        new double[]{point.inputs()[0][0], -1.5}, new double[]{point.inputs()[1][0], -1.5},
                        point.inputs()[2], new double[]{1, left}))));
    }

    /** The surrogate of exp of the mean log-ratio over the tokens left in. */
    private record SequenceRatio(ClippedFormula surrogate) implements SmoothFormula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            int[] tokens = tokens(sample);
            BigDecimal sum = IntStream.of(tokens)
                    .mapToObj(place -> sample.all("log_probs")[place].subtract(sample.all("old_log_probs")[place]))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal ratio = math.exp(math.divide(sum, BigDecimal.valueOf(tokens.length)));
            BigDecimal advantage = sample.all("advantages")[sample.the("value").intValueExact()];
            return List.of(surrogate.surrogate(ratio, advantage, math));
        }

        private static int[] tokens(Sample sample) {
            int row = sample.the("value").intValueExact();
            int length = sample.all("log_probs").length / sample.the("values").intValueExact();
            BigDecimal[] mask = sample.all("token_mask");
            return IntStream.range(row * length, (row + 1) * length)
                    .filter(place -> mask.length == 0 || mask[place].signum() > 0).toArray();
        }

        @Override
        public boolean isIgnored(Sample sample) {
            return tokens(sample).length == 0;
        }
    }

    private static TaskBuilder task(double[] logProbs, double advantage) {
        return TaskBuilder.of(new Gspo(0.25, null, null)).reduction(Reduction.NONE).rows("log_probs", logProbs)
                .rows("old_log_probs", new double[logProbs.length]).input("advantages", advantage);
    }

    // By hand: log-ratios log 2 and -log 2 have the mean 0, a ratio of 1: loss -A, gradient -A/2, hessian -A/4.
    @Test
    void ratioShouldBeTheGeometricMeanOfThoseOfTheTokens() {
        EvaluationView evaluation = task(new double[]{0.6931471805599453, -0.6931471805599453}, 3).answer();
        assertThat(evaluation.loss()).containsExactly(-3);
        assertThat(evaluation.gradient("log_probs")).containsExactly(-1.5, -1.5);
        assertThat(evaluation.hessian("log_probs")).containsExactly(-0.75, -0.75);
    }

    // From the reference: tokens with 0 are left out whatever their place holds; K is the number of the others.
    @Test
    void answerWhenTokenIsLeftOutShouldBeThatOfTheOthers() {
        for (double anything : new double[]{Double.NaN, Double.NEGATIVE_INFINITY, 5}) {
            EvaluationView evaluation = task(new double[]{0, anything, 0}, 3)
                    .rows("token_mask", new double[]{1, 0, 1}).answer();
            assertThat(evaluation.loss()).containsExactly(-3);
            assertThat(evaluation.gradient("log_probs")).containsExactly(-1.5, 0, -1.5);
        }
    }

    // From the reference: a row without a token has loss 0 and gradient 0, and is not counted.
    @Test
    void meanWhenSequenceHasNoTokenShouldNotCountIt() {
        TaskBuilder task = TaskBuilder.of(new Gspo()).rows("log_probs", new double[2][2])
                .rows("old_log_probs", new double[2][2]).input("advantages", 3, 5)
                .rows("token_mask", new double[][]{{1, 1}, {0, 0}});
        assertThat(task.answer().loss()).containsExactly(-3);
        assertThat(task.answer().gradient("log_probs")).containsExactly(-1.5, -1.5, 0, 0);
        assertThat(task.reduction(Reduction.NONE).answer().loss()).containsExactly(-3, 0);
        EvaluationView nothing = task.reduction(Reduction.MEAN).rows("token_mask", new double[2][2]).answer();
        assertThat(nothing.loss()).containsExactly(Double.NaN);
        assertThat(nothing.gradient("log_probs")).containsOnly(0);
    }

    // As ppo_clip: a ratio that overflows is clipped where the advantage is positive, else infinite; 1 + 0.25 is exact.
    @Test
    void answerWhenRatioOverflowsShouldBeClippedOrInfinite() {
        assertThat(task(new double[]{1000, 1000}, 1).answer().loss()).containsExactly(-1.25);
        assertThat(task(new double[]{1000, 1000}, 1).answer().gradient("log_probs")).containsExactly(0, 0);
        assertThat(task(new double[]{1000, 1000}, -1).answer().loss()).containsExactly(Double.POSITIVE_INFINITY);
    }

    // By the conventions: a NaN makes the sequence NaN, in all its tokens left in, even where the ratio is clipped.
    @Test
    void answerWhenNumberIsNaNShouldBeNaNInItsSequence() {
        EvaluationView evaluation = TaskBuilder.of(new Gspo()).reduction(Reduction.NONE)
                .rows("log_probs", new double[][]{{0, Double.NaN, 0}, {0, 0, 0}, {9, 9, 9}})
                .rows("old_log_probs", new double[3][3]).input("advantages", 0, 3, Double.NaN)
                .rows("token_mask", new double[][]{{1, 1, 0}, {1, 1, 1}, {1, 1, 1}}).answer();
        assertThat(evaluation.loss()).containsExactly(Double.NaN, -3, Double.NaN);
        assertThat(evaluation.gradient("log_probs")).containsExactly(Double.NaN, Double.NaN, 0, -1, -1, -1, Double.NaN,
                Double.NaN, Double.NaN);
    }

    // From the reference: a token counts or does not.
    @Test
    void tokenMaskWhenNeitherZeroNorOneShouldBeRejected() {
        TaskBuilder task = task(new double[]{0, 0}, 1).rows("token_mask", new double[]{1, 0.5});
        assertThat(task.fault().field()).isEqualTo("token_mask");
        assertThat(task.fault().index()).containsExactly(0, 1);
    }
}
