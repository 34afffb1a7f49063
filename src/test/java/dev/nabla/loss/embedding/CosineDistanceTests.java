package dev.nabla.loss.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CosineDistanceTests extends LossContract<CosineDistance> {

    @Override
    public List<CosineDistance> variants() {
        return Stream.of(1e-8, 0.5, 2.0).map(CosineDistance::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("eps", "1.0E-8 in (0, inf)");
    }

    @Override
    public Formula formula(CosineDistance loss) {
        return new Complement(loss.eps());
    }

    @Override
    public Optional<Textbook> textbook(CosineDistance loss) {
        return Optional.of(Textbook.formula("1 - " + CosinePoints.COSINE).stable("""
                n = norm(x, axis=1, keepdims=true)
                m = norm(t, axis=1, keepdims=true)
                distance = sum((x/maximum(n, eps) - t/maximum(m, eps))^2, axis=1)
                value = 0.5*(distance + (relu(1 - (n/eps)^2) + relu(1 - (m/eps)^2))[:, 0])
                with_gradient(value, -""" + CosinePoints.COSINE + ")"));
    }

    @Override
    public double[][] draw(CosineDistance loss, RandomGenerator random) {
        return new double[][]{CosinePoints.draw(random), CosinePoints.draw(random)};
    }

    @Override
    public Stream<Point<CosineDistance>> hardPoints() {
        return CosinePoints.hard().map(pair -> new Point<>(new CosineDistance(), pair));
    }

    /** 1 − a·b/(max(‖a‖, eps) max(‖b‖, eps)). */
    private record Complement(double eps) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return CosineFormula.floored(sample, eps, math).complement();
        }

        @Override
        public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
            return CosineFormula.floored(sample, eps, math).gradientSize(place, place.input().equals("predictions"));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return CosineFormula.floored(sample, eps, new Arithmetic(20)).norm(place.input().equals("predictions"));
        }
    }

    private static TaskBuilder task(CosineDistance loss, double[] prediction, double[] target) {
        return TaskBuilder.of(loss).reduction(Reduction.NONE).rows("predictions", prediction).rows("targets", target);
    }

    // By hand: norms 5 and 5, product 24.
    @Test
    void answerWhenNormsAreWholeShouldBeHandComputed() {
        EvaluationView evaluation = task(new CosineDistance(), new double[]{3, 4}, new double[]{4, 3}).answer();
        assertThat(evaluation.loss()).containsExactly(0.04);
        assertThat(evaluation.gradient("predictions")).containsExactly(-0.0448, 0.0336);
    }

    // By hand: exactly parallel is 0, opposite 2, and a zero vector 1.
    @Test
    void answerWhenVectorsAreParallelOrOppositeOrZeroShouldBeExact() {
        assertThat(task(new CosineDistance(), new double[]{0.1, 0.7}, new double[]{0.2, 1.4}).answer().loss())
                .containsExactly(0);
        assertThat(task(new CosineDistance(), new double[]{0.1, 0.7}, new double[]{-0.2, -1.4}).answer().loss())
                .containsExactly(2);
        assertThat(task(new CosineDistance(), new double[]{0, 0}, new double[]{3, 4}).answer().loss())
                .containsExactly(1);
    }

    // (1, 1) and (1, 1 + 2⁻⁵²): the angle is 2⁻⁵³ less its square and smaller, so the distance is 2⁻¹⁰⁷(1 − 2⁻⁵² + …).
    @Test
    void answerWhenVectorsAreNearlyParallelShouldKeepItsDigits() {
        EvaluationView evaluation = task(new CosineDistance(), new double[]{1, 1},
                new double[]{1, Math.nextUp(1.0)}).answer();
        assertThat(evaluation.loss()[0]).isCloseTo(0x1p-107, withinPercentage(1e-13));
    }

    // By the convention that ∞/∞ is NaN.
    @Test
    void answerWhenComponentIsInfiniteShouldBeNaN() {
        EvaluationView evaluation = task(new CosineDistance(), new double[]{Double.POSITIVE_INFINITY, 1},
                new double[]{1, 1})
                .answer();
        assertThat(evaluation.loss()).containsExactly(Double.NaN);
        assertThat(evaluation.gradient("predictions")).containsOnly(Double.NaN);
    }
}
