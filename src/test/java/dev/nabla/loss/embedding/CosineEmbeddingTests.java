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

class CosineEmbeddingTests extends LossContract<CosineEmbedding> {

    /** The float64 number that PyTorch adds to squared norms. */
    private static final double EPS = 1e-12;

    @Override
    public List<CosineEmbedding> variants() {
        return Stream.of(0.0, 0.3, -0.5, 0.999, 1.0).map(CosineEmbedding::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("margin", "0.0 in [-1, 1]");
    }

    @Override
    public Formula formula(CosineEmbedding loss) {
        return new Hinge(new BigDecimal(loss.margin()));
    }

    @Override
    public Optional<Textbook> textbook(CosineEmbedding loss) {
        return Optional.of(Textbook.formula("""
                c = sum(input1*input2, axis=1)/sqrt((sum(input1^2, axis=1) + 1e-12)*(sum(input2^2, axis=1) + 1e-12))
                where(t == 1, 1 - c, maximum(0, c - margin))""").stable("""
                n1 = sqrt(sum(input1^2, axis=1, keepdims=true) + 1e-12)
                n2 = sqrt(sum(input2^2, axis=1, keepdims=true) + 1e-12)
                c = sum(input1*input2, axis=1)/(n1*n2)[:, 0]
                distance = sum((input1/n1 - input2/n2)^2, axis=1) + (1e-12/n1^2 + 1e-12/n2^2)[:, 0]
                where(t == 1, with_gradient(0.5*distance, -c), maximum(0, c - margin))"""));
    }

    @Override
    public double[][] draw(CosineEmbedding loss, RandomGenerator random) {
        return new double[][]{CosinePoints.draw(random), CosinePoints.draw(random), {random.nextBoolean() ? 1 : -1}};
    }

    @Override
    public Stream<Point<CosineEmbedding>> hardPoints() {
        return CosinePoints.hard().flatMap(pair -> Stream.of(point(0, pair, 1), point(0.3, pair, -1),
                point(0.999, pair, -1), point(-1, pair, -1)));
    }

    private static Point<CosineEmbedding> point(double margin, double[][] pair, double target) {
        return new Point<>(new CosineEmbedding(margin), pair[0], pair[1], new double[]{target});
    }

    /** 1 − c of a similar pair, max(0, c − margin) of a dissimilar one: terms that cancel. */
    private record Hinge(BigDecimal margin) implements Formula {

        private static CosineFormula cosine(Sample sample, Arithmetic math) {
            return new CosineFormula(sample.all("input1"), sample.all("input2"),
                    square -> square.add(new BigDecimal(EPS)), math);
        }

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            CosineFormula cosine = cosine(sample, math);
            if (sample.the("targets").signum() > 0) {
                return cosine.complement();
            }
            List<BigDecimal> terms = Stream.concat(cosine.terms().stream(), Stream.of(margin.negate())).toList();
            BigDecimal excess = terms.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            return math.compare(excess, BigDecimal.ZERO) < 0 ? List.of() : terms;
        }

        @Override
        public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
            return cosine(sample, math).gradientSize(place, place.input().equals("input1"));
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return cosine(sample, new Arithmetic(20)).norm(place.input().equals("input1"));
        }
    }

    private static TaskBuilder task(double margin, double target) {
        return TaskBuilder.of(new CosineEmbedding(margin)).reduction(Reduction.NONE)
                .rows("input1", new double[]{1, 0}).rows("input2", new double[]{0, 1}).input("targets", target);
    }

    // From the reference: active at equality; the gradient of c is b/√(A B), A = B = 1 + 1e-12.
    @Test
    void gradientWhenDissimilarAreOrthogonalShouldBeActive() {
        EvaluationView evaluation = task(0, -1).answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient("input1")).containsExactly(0, 0.999999999999);
        assertThat(evaluation.gradient("input2")).containsExactly(0.999999999999, 0);
    }

    // By hand: the cosine of orthogonal vectors is 0.
    @Test
    void answerWhenOrthogonalShouldBeHandComputed() {
        EvaluationView similar = task(0, 1).answer();
        assertThat(similar.loss()).containsExactly(1);
        assertThat(similar.gradient("input1")).containsExactly(0, -0.999999999999);
        EvaluationView apart = task(0.5, -1).answer();
        assertThat(apart.loss()).containsExactly(0);
        assertThat(apart.gradient("input1")).containsExactly(0, 0);
        assertThat(task(-0.25, -1).answer().loss()).containsExactly(0.25);
    }

    // By the formula: two zero vectors have cosine 0 and gradient 0.
    @Test
    void answerWhenVectorsAreZeroShouldBeThatOfCosineZero() {
        EvaluationView evaluation = task(0, 1).rows("input1", new double[]{0, 0}).rows("input2", new double[]{0, 0})
                .answer();
        assertThat(evaluation.loss()).containsExactly(1);
        assertThat(evaluation.gradient("input1")).containsExactly(0, 0);
    }

    // From the reference: targets are 1 or -1.
    @Test
    void targetWhenNeitherOneNorMinusOneShouldBeRejected() {
        for (double target : new double[]{0, 2, Double.NaN}) {
            assertThat(task(0, target).fault().detail()).startsWith("must be -1 or 1");
        }
    }
}
