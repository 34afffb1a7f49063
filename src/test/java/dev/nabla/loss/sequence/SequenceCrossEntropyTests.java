package dev.nabla.loss.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.HardRows;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.loss.sequence.SequenceCrossEntropy.Average;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import dev.nabla.oracle.SmoothFormula;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SequenceCrossEntropyTests extends LossContract<SequenceCrossEntropy> {

    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double LOG_2 = 0.6931471805599453;
    private static final SequenceCrossEntropy BY_TOKEN = new SequenceCrossEntropy();
    private static final SequenceCrossEntropy BY_SEQUENCE = new SequenceCrossEntropy(-100, 0, Average.SEQUENCE);

    @Override
    public List<SequenceCrossEntropy> variants() {
        return List.of(BY_TOKEN, new SequenceCrossEntropy(-1, 0.1, Average.SEQUENCE),
                new SequenceCrossEntropy(-100, 1, Average.TOKEN));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("ignore_index", "-100 in (-inf, inf)", "label_smoothing", "0.0 in [0, 1]", "average", "TOKEN");
    }

    @Override
    public Formula formula(SequenceCrossEntropy loss) {
        return new SmoothedSurprisal(new BigDecimal(loss.labelSmoothing()));
    }

    @Override
    public Optional<Textbook> textbook(SequenceCrossEntropy loss) {
        String smoothed = "q = one_hot(t, CLASSES)*(1 - label_smoothing) + label_smoothing/CLASSES\n";
        return Optional.of(Textbook
                .formula(smoothed + "p = exp(x)/sum(exp(x), axis=1, keepdims=true)\n-sum(q*log(p), axis=1)")
                .stable(smoothed + "-sum(q*log_softmax(x), axis=1)"));
    }

    @Override
    public double[][] draw(SequenceCrossEntropy loss, RandomGenerator random) {
        return new double[][]{random.doubles(4, -5, 5).toArray(), {random.nextInt(4)}};
    }

    @Override
    public Stream<Point<SequenceCrossEntropy>> hardPoints() {
        return HardRows.logits().flatMap(logits -> IntStream.range(0, logits.length).boxed()
                .flatMap(target -> variants().stream()
                        .map(loss -> new Point<>(loss, logits, new double[]{target}))));
    }

    /** −Σ q log p. */
    private record SmoothedSurprisal(BigDecimal smoothing) implements SmoothFormula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] surprises = math.surprises(sample.all("predictions"));
            BigDecimal spread = math.divide(smoothing, BigDecimal.valueOf(surprises.length));
            int target = sample.the("targets").intValueExact();
            return IntStream.range(0, surprises.length)
                    .mapToObj(c -> (c == target ? BigDecimal.ONE.subtract(smoothing) : BigDecimal.ZERO).add(spread)
                            .multiply(surprises[c]))
                    .toList();
        }
    }

    /** Two sequences of even tokens, log 2 each: of the first two tokens count, of the second one. */
    private static TaskBuilder even(SequenceCrossEntropy loss) {
        return TaskBuilder.of(loss).input("predictions", TaskBuilder.tensor(Shape.of(2, 2, 2), new double[8]))
                .rows("targets", new double[][]{{0, 1}, {1, -100}});
    }

    // By hand: ±1/2 over 3 tokens, or over 2 sequences of 2 and 1 tokens.
    @Test
    void gradientShouldBeDividedByTokensOrByThoseOfItsSequence() {
        assertThat(even(BY_TOKEN).answer().loss()).containsExactly(LOG_2);
        assertThat(even(BY_TOKEN).answer().gradient()).containsExactly(-0.5 / 3, 0.5 / 3, 0.5 / 3, -0.5 / 3, 0.5 / 3,
                -0.5 / 3, 0, 0);
        assertThat(even(BY_SEQUENCE).answer().loss()).containsExactly(LOG_2);
        assertThat(even(BY_SEQUENCE).answer().gradient()).containsExactly(-0.125, 0.125, 0.125, -0.125, 0.25, -0.25, 0,
                0);
        assertThat(even(BY_SEQUENCE).answer().hessian()).containsExactly(0.0625, 0.0625, 0.0625, 0.0625, 0.125, 0.125,
                0, 0);
    }

    // From the reference: sample_mean is average=sequence; average is a matter of mean alone.
    @Test
    void averageShouldChangeTheMeanAlone() {
        assertThat(even(BY_TOKEN).reduction(Reduction.SAMPLE_MEAN).answer().gradient())
                .containsExactly(even(BY_SEQUENCE).answer().gradient());
        for (Reduction reduction : List.of(Reduction.NONE, Reduction.SUM, Reduction.WEIGHTED_MEAN)) {
            assertThat(even(BY_SEQUENCE).reduction(reduction).answer().gradient())
                    .containsExactly(even(BY_TOKEN).reduction(reduction).answer().gradient());
        }
    }

    // By the reference: a sequence without a token is left out; no token at all is NaN and gradient 0.
    @Test
    void answerWhenSequenceHasNoTokenShouldBeThatOfTheOthers() {
        TaskBuilder task = even(BY_SEQUENCE).rows("targets", new double[][]{{0, 1}, {-100, -100}});
        assertThat(task.answer().loss()).containsExactly(LOG_2);
        assertThat(task.answer().gradient()).containsExactly(-0.25, 0.25, 0.25, -0.25, 0, 0, 0, 0);
        EvaluationView nothing = task.rows("targets", new double[][]{{-100, -100}, {-100, -100}}).answer();
        assertThat(nothing.loss()).containsExactly(Double.NaN);
        assertThat(nothing.gradient()).containsOnly(0);
    }

    // As cross_entropy: loss ∞ and gradient p - onehot where the target is impossible, 0 for another that is.
    @Test
    void answerWhenTargetLogitIsMinusInfinityShouldBeInfiniteWithFiniteGradient() {
        TaskBuilder task = TaskBuilder.of(BY_TOKEN).rows("predictions", new double[]{0, -INF, 0}).input("targets", 1);
        assertThat(task.answer().loss()).containsExactly(INF);
        assertThat(task.answer().gradient()).containsExactly(0.5, -1, 0.5);
        assertThat(task.input("targets", 0).answer().gradient()).containsExactly(-0.5, 0, 0.5);
    }

    // As cross_entropy: only the token without a softmax is NaN.
    @Test
    void answerWhenSoftmaxDoesNotExistShouldBeNaNAtThatToken() {
        EvaluationView evaluation = TaskBuilder.of(BY_TOKEN).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{INF, 0}, {-INF, -INF}, {0, 0}}).input("targets", 0, 1, 0).answer();
        assertThat(evaluation.loss()).containsExactly(Double.NaN, Double.NaN, LOG_2);
        assertThat(evaluation.gradient()).endsWith(Double.NaN, -0.5, 0.5);
    }

    // From the reference: a target is a class index or the ignored index.
    @Test
    void targetWhenNoClassShouldBeRejected() {
        assertThat(even(BY_TOKEN).rows("targets", new double[][]{{0, 1}, {2, -100}}).fault().index())
                .containsExactly(1, 0);
    }
}
