package dev.nabla.loss.reinforcement;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.nabla.oracle.SmoothFormula;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EntropyBonusTests extends LossContract<EntropyBonus> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<EntropyBonus> variants() {
        return List.of(new EntropyBonus());
    }

    @Override
    public Formula formula(EntropyBonus loss) {
        return new NegativeEntropy();
    }

    @Override
    public Optional<Textbook> textbook(EntropyBonus loss) {
        return Optional.of(Textbook.formula("p = exp(x)/sum(exp(x), axis=1, keepdims=true)\nsum(p*log(p), axis=1)")
                .stable("l = log_softmax(x)\nsum(exp(l)*l, axis=1)"));
    }

    @Override
    public double[][] draw(EntropyBonus loss, RandomGenerator random) {
        return new double[][]{random.doubles(4, -5, 5).toArray()};
    }

    @Override
    public Stream<Point<EntropyBonus>> hardPoints() {
        Stream<double[]> rows = Stream.of(new double[]{744, 0, 1}, new double[]{0, -1e-9, 1e-9},
                new double[]{1e16, 0.7, 1e16 - 2}, new double[]{1e300, -1e300, 0}, new double[]{0, 1e-17, -3});
        return Stream.concat(HardRows.logits(), rows).map(logits -> new Point<>(new EntropyBonus(), logits));
    }

    /** Σ p log p. */
    private static final class NegativeEntropy implements SmoothFormula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return List.of(Arrays.stream(math.surprises(sample.all("predictions")))
                    .map(surprise -> math.exp(surprise.negate()).multiply(surprise).negate())
                    .reduce(BigDecimal.ZERO, BigDecimal::add));
        }

        /** Excesses log p − L are distances from the largest logit less their mean. */
        @Override
        public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
            BigDecimal[] surprises = math.surprises(sample.all("predictions"));
            BigDecimal least = Arrays.stream(surprises).reduce(BigDecimal::min).orElseThrow();
            BigDecimal mean = IntStream.range(0, surprises.length)
                    .mapToObj(c -> math.exp(surprises[c].negate()).multiply(surprises[c].subtract(least)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal p = math.exp(surprises[place.index()].negate());
            BigDecimal excess = surprises[place.index()].subtract(least).add(mean);
            return order == 1
                    ? p.multiply(excess)
                    : p.multiply(excess.add(BigDecimal.ONE).subtract(p));
        }

        /** A probability that underflows is multiplied by a logarithm of at most that size. */
        @Override
        public BigDecimal coefficient(Sample sample) {
            return new BigDecimal(1000);
        }
    }

    private static EvaluationView of(double... logits) {
        return TaskBuilder.of(new EntropyBonus()).rows("predictions", logits).answer();
    }

    // By hand: equal logits are the most uncertain: -log C, gradient 0, curvature (1 - 1/C)/C.
    @Test
    void answerWhenLogitsAreEqualShouldBeTheLeast() {
        assertThat(of(3, 3).loss()).containsExactly(-0.6931471805599453);
        assertThat(of(3, 3).gradient()).containsExactly(0, 0);
        assertThat(of(3, 3).hessian()).containsExactly(0.25, 0.25);
    }

    // From the reference: a -∞ logit contributes 0 and has gradient 0; the others are then a fair coin.
    @Test
    void answerWhenLogitIsMinusInfinityShouldLeaveTheActionOut() {
        assertThat(of(0, -INF, 0).loss()).containsExactly(-0.6931471805599453);
        assertThat(of(0, -INF, 0).gradient()).containsExactly(0, 0, 0);
        assertThat(of(0, -INF, 0).hessian()).containsExactly(0.25, 0, 0.25);
    }

    // By hand: with logits 40 and 0, p = 1/(1 + e^-40) and q = e^-40 p: -(p log1p(e^-40) + q (40 + log1p(e^-40))), by
    // decimal -1.741825244669551e-16; gradient ±40pq.
    @Test
    void answerWhenPolicyIsNearlyCertainShouldKeepItsDigits() {
        assertWithinTwoUlps(of(40, 0).loss(), -1.741825244669551e-16);
        assertWithinTwoUlps(of(40, 0).gradient(), 1.6993417021166355e-16, -1.6993417021166355e-16);
    }

    // By hand: certainty has entropy 0.
    @Test
    void answerWhenThereIsOneActionShouldBeZero() {
        assertThat(of(7).loss()).containsExactly(0);
        assertThat(of(7).gradient()).containsExactly(0);
        assertThat(of(7).hessian()).containsExactly(0);
    }

    // By the conventions of a row: a softmax that does not exist is NaN, in its row alone.
    @Test
    void answerWhenSoftmaxDoesNotExistShouldBeNaNInThatRow() {
        EvaluationView evaluation = TaskBuilder.of(new EntropyBonus()).reduction(Reduction.NONE)
                .rows("predictions", new double[][]{{INF, 0}, {-INF, -INF}, {Double.NaN, 0}, {0, 0}}).answer();
        assertThat(evaluation.loss()).containsExactly(Double.NaN, Double.NaN, Double.NaN, -0.6931471805599453);
        assertThat(evaluation.gradient()).endsWith(Double.NaN, 0, 0);
    }

    // From the reference: the class axis is the last one.
    @Test
    void classAxisShouldBeTheLast() {
        EvaluationView evaluation = TaskBuilder.of(new EntropyBonus()).reduction(Reduction.NONE)
                .input("predictions", TaskBuilder.tensor(Shape.of(1, 2, 3), 0, -INF, 0, -INF, 5, -INF)).answer();
        assertThat(evaluation.loss()).containsExactly(-0.6931471805599453, 0);
    }
}
