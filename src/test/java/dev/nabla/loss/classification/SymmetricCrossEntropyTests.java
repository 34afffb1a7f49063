package dev.nabla.loss.classification;

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

class SymmetricCrossEntropyTests extends LossContract<SymmetricCrossEntropy> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<SymmetricCrossEntropy> variants() {
        return List.of(new SymmetricCrossEntropy(), new SymmetricCrossEntropy(0, 0.3, -7.1, -100),
                new SymmetricCrossEntropy(1.7, 0, -4, -100), new SymmetricCrossEntropy(0, 0, -4, -100));
    }

    @Override
    public Map<String, String> options() {
        return Map.of("alpha", "0.1 in [0, inf)", "beta", "1.0 in [0, inf)", "log_zero", "-4.0 in (-inf, 0)",
                "ignore_index", "-100 in (-inf, inf)");
    }

    @Override
    public Formula formula(SymmetricCrossEntropy loss) {
        return new SymmetricFormula(new BigDecimal(loss.alpha()),
                new BigDecimal(loss.beta()).multiply(new BigDecimal(loss.logZero())).negate());
    }

    @Override
    public Optional<Textbook> textbook(SymmetricCrossEntropy loss) {
        return Optional.of(Textbook.formula(Textbook.TARGET_PROBABILITY + "-alpha*log(y) - beta*log_zero*(1 - y)")
                .stable(Textbook.TARGET_LOG_PROBABILITY + "-alpha*l + beta*log_zero*expm1(l)"));
    }

    @Override
    public double[][] draw(SymmetricCrossEntropy loss, RandomGenerator random) {
        return TargetClassFormula.draw(random);
    }

    @Override
    public Stream<Point<SymmetricCrossEntropy>> hardPoints() {
        return Stream.concat(worstPoints(), variants().stream().limit(2).flatMap(TargetClassFormula::hardPoints));
    }

    /** The worst that the search has found so far. */
    private static Stream<Point<SymmetricCrossEntropy>> worstPoints() {
        return Stream.of(
                new Point<>(new SymmetricCrossEntropy(), new double[]{1.7e308, -1e308}, new double[]{1}), // loss was infinite: difference beyond float64
                new Point<>(new SymmetricCrossEntropy(0, 0.3, -7.1, -100),
                        new double[]{4.024356178172053, -3.183648365514143, -2.506001491228456, -1.4609646892697326},
                        new double[]{2}), // hessian 1.68 ulp
                new Point<>(new SymmetricCrossEntropy(0, 0.3, -7.1, -100),
                        new double[]{4.024356178172053, -2.815403509222045, -2.506001491228456, -1.4609646892697326},
                        new double[]{2}), // gradient 1.63 ulp
                new Point<>(new SymmetricCrossEntropy(1.7, 0, -4, -100),
                        new double[]{3.1843926870118753, -1.0956108991929439, 3.605620558047832, 1.5275547958781601},
                        new double[]{2})); // loss 1.19 ulp
    }

    /** −α log p − β log_zero (1 − p). */
    private record SymmetricFormula(BigDecimal alpha, BigDecimal reverse) implements TargetClassFormula {

        @Override
        public List<BigDecimal> terms(BigDecimal surprisal, Sample sample, Arithmetic math) {
            BigDecimal missing = BigDecimal.ONE.subtract(math.exp(surprisal.negate()));
            return List.of(surprisal.multiply(alpha).add(missing.multiply(reverse)));
        }

        @Override
        public BigDecimal[] slopeSizes(BigDecimal p, Sample sample, Arithmetic math) {
            return new BigDecimal[]{alpha.add(reverse.multiply(p)), reverse.multiply(p)};
        }

        @Override
        public BigDecimal coefficient(Sample sample) {
            return alpha.add(reverse);
        }
    }

    private static EvaluationView ofRow(double alpha, double... logits) {
        return TaskBuilder.of(new SymmetricCrossEntropy(alpha, 0.5, -4, -100)).rows("predictions", logits)
                .input("targets", 0).answer();
    }

    // By hand: two even logits have α log 2 + 2 · 1/2, gradient ∓(α + 2/2)/2, Hessian (α + 1)/4 - 1/4.
    @Test
    void answerWhenLogitsAreEvenShouldBeHandComputed() {
        EvaluationView evaluation = ofRow(2, 0, 0);
        assertThat(evaluation.loss()).containsExactly(2 * 0.6931471805599453 + 1);
        assertThat(evaluation.gradient()).containsExactly(-1.5, 1.5);
        assertThat(evaluation.hessian()).containsExactly(0.5, 0.5);
    }

    // The limit p = 0: the first term is infinite, unless α = 0 leaves the second alone.
    @Test
    void answerWhenTargetLogitIsMinusInfinityShouldBeInfiniteUnlessAlphaIsZero() {
        assertThat(ofRow(2, -INF, 0).loss()).containsExactly(INF);
        assertThat(ofRow(2, -INF, 0).gradient()).containsExactly(-2, 2);
        assertThat(ofRow(0, -INF, 0).loss()).containsExactly(2);
        assertThat(ofRow(0, -INF, -INF).loss()).containsExactly(Double.NaN);
    }
}
