package dev.nabla.loss.embedding;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CosineSimilarityTests extends LossContract<CosineSimilarity> {

    @Override
    public List<CosineSimilarity> variants() {
        return Stream.of(1e-8, 0.5, 2.0).map(CosineSimilarity::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("eps", "1.0E-8 in (0, inf)");
    }

    @Override
    public Formula formula(CosineSimilarity loss) {
        return new Negative(loss.eps());
    }

    @Override
    public Optional<Textbook> textbook(CosineSimilarity loss) {
        return Optional.of(Textbook.formula("-" + CosinePoints.COSINE));
    }

    @Override
    public double[][] draw(CosineSimilarity loss, RandomGenerator random) {
        return new double[][]{CosinePoints.draw(random), CosinePoints.draw(random)};
    }

    @Override
    public Stream<Point<CosineSimilarity>> hardPoints() {
        return CosinePoints.hard().map(pair -> new Point<>(new CosineSimilarity(), pair));
    }

    /** −a·b/(max(‖a‖, eps) max(‖b‖, eps)). */
    private record Negative(double eps) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            return CosineFormula.floored(sample, eps, math).terms().stream().map(BigDecimal::negate).toList();
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

    private static TaskBuilder task(CosineSimilarity loss, double[] prediction, double[] target) {
        return TaskBuilder.of(loss).reduction(Reduction.NONE).rows("predictions", prediction).rows("targets", target);
    }

    // By hand: norms 5 and 5, product 24; the gradient is (t/5 - c x/5)/5 with c = 24/25.
    @Test
    void answerWhenNormsAreWholeShouldBeHandComputed() {
        EvaluationView evaluation = task(new CosineSimilarity(), new double[]{3, 4}, new double[]{4, 3}).answer();
        assertThat(evaluation.loss()).containsExactly(-0.96);
        assertThat(evaluation.gradient("predictions")).containsExactly(-0.0448, 0.0336);
        assertThat(evaluation.gradient("targets")).containsExactly(0.0336, -0.0448);
    }

    // From the reference: a zero vector gives c = 0 and the gradient -t/(A B), here with A = 0.5 and B = 5.
    @Test
    void answerWhenVectorIsZeroShouldHaveTheGradientOfTheFloor() {
        EvaluationView evaluation = task(new CosineSimilarity(0.5), new double[]{0, 0}, new double[]{3, 4}).answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient("predictions")).containsExactly(-1.2, -1.6);
        assertThat(evaluation.gradient("targets")).containsExactly(0, 0);
    }

    // From the reference: at a norm of exactly eps the gradient is that of the normalized vector.
    @Test
    void gradientWhenNormIsEpsShouldBeThatAboveIt() {
        EvaluationView evaluation = task(new CosineSimilarity(5), new double[]{3, 4}, new double[]{30, 40}).answer();
        assertThat(evaluation.loss()).containsExactly(-1);
        assertThat(evaluation.gradient("predictions")).containsExactly(0, 0);
    }

    // By the convention that ∞/∞ is NaN.
    @Test
    void answerWhenComponentIsInfiniteShouldBeNaN() {
        EvaluationView evaluation = task(new CosineSimilarity(), new double[]{Double.POSITIVE_INFINITY, 1},
                new double[]{1, 1})
                .answer();
        assertThat(evaluation.loss()).containsExactly(Double.NaN);
        assertThat(evaluation.gradient("predictions")).containsOnly(Double.NaN);
    }
}
