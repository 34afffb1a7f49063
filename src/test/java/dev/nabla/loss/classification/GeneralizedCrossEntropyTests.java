package dev.nabla.loss.classification;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.loss.Textbook;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneralizedCrossEntropyTests extends LossContract<GeneralizedCrossEntropy> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<GeneralizedCrossEntropy> variants() {
        return List.of(new GeneralizedCrossEntropy(), new GeneralizedCrossEntropy(1, -100),
                new GeneralizedCrossEntropy(1e-9, -100), new GeneralizedCrossEntropy(0.5, -100));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("q", "0.7 in (0, 1]", "ignore_index", "-100 in (-inf, inf)");
    }

    @Override
    public Formula formula(GeneralizedCrossEntropy loss) {
        return new BoxCox(new BigDecimal(loss.q()));
    }

    @Override
    public Optional<Textbook> textbook(GeneralizedCrossEntropy loss) {
        return Optional.of(Textbook.formula(Textbook.TARGET_PROBABILITY + "(1 - y^q)/q")
                .stable(Textbook.TARGET_LOG_PROBABILITY + "-expm1(q*l)/q"));
    }

    @Override
    public double[][] draw(GeneralizedCrossEntropy loss, RandomGenerator random) {
        return TargetClassFormula.draw(random);
    }

    @Override
    public Stream<Point<GeneralizedCrossEntropy>> hardPoints() {
        return Stream.concat(worstPoints(), variants().stream().limit(2).flatMap(TargetClassFormula::hardPoints));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<GeneralizedCrossEntropy>> worstPoints() {
        return Stream.of(
                new Point<>(new GeneralizedCrossEntropy(), new double[]{-0.06250000000000001, 4.492547377844225, 3.25},
                        new double[]{1}), // loss was 2.0 ulp
                new Point<>(new GeneralizedCrossEntropy(1.0E-9, -100),
                        new double[]{-4.248786007806468, -2.8537203547746124, 2.6350836107214874, 0.5817644942146316},
                        new double[]{3}), // gradient 1.34 ulp
                new Point<>(new GeneralizedCrossEntropy(0.5, -100),
                        new double[]{-2.4370483238997784, 2.634090067391913, 3.887635500523789, -4.25266344468198},
                        new double[]{1})); // hessian 1.34 ulp
    }

    /** (1 − p^q)/q. */
    private record BoxCox(BigDecimal q) implements TargetClassFormula {

        @Override
        public List<BigDecimal> terms(BigDecimal surprisal, Sample sample, Arithmetic math) {
            BigDecimal power = math.exp(surprisal.multiply(q).negate());
            return List.of(math.divide(BigDecimal.ONE.subtract(power), q));
        }

        @Override
        public BigDecimal[] slopeSizes(BigDecimal p, Sample sample, Arithmetic math) {
            BigDecimal power = math.pow(p, q);
            return new BigDecimal[]{power, power.multiply(q)};
        }
    }

    private static EvaluationView ofRow(double q, double... logits) {
        return TaskBuilder.of(new GeneralizedCrossEntropy(q, -100)).rows("predictions", logits).input("targets", 0)
                .answer();
    }

    // By hand: q = 1 is 1 - p; two even logits have 1/2, gradient p(p - onehot), Hessian p[p(1-p) - (p-1)²] = 0.
    @Test
    void answerWhenExponentIsOneShouldBeAbsoluteError() {
        EvaluationView evaluation = ofRow(1, 0, 0);
        assertThat(evaluation.loss()).containsExactly(0.5);
        assertThat(evaluation.gradient()).containsExactly(-0.25, 0.25);
        assertThat(evaluation.hessian()).containsExactly(0, 0);
    }

    // From the reference: q → 0 is cross-entropy, log 2 here, but for (q/2) log² 2.
    @Test
    void lossWhenExponentIsTinyShouldBeCrossEntropy() {
        assertWithinTwoUlps(ofRow(1e-20, 0, 0).loss(), 0.6931471805599453);
    }

    // The limits p = 0 and p = 1: 1/q and 0, both flat.
    @Test
    void answerWhenTargetIsImpossibleOrCertainShouldBeFlat() {
        assertThat(ofRow(0.5, -INF, 0).loss()).containsExactly(2);
        assertThat(ofRow(0.5, -INF, 0).gradient()).containsExactly(0, 0);
        assertThat(ofRow(0.5, 0, -INF).loss()).containsExactly(0);
        assertThat(ofRow(0.5, INF, 0).loss()).containsExactly(Double.NaN);
    }
}
