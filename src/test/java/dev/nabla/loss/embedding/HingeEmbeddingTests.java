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
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HingeEmbeddingTests extends LossContract<HingeEmbedding> {

    private static final double INF = Double.POSITIVE_INFINITY;

    @Override
    public List<HingeEmbedding> variants() {
        return Stream.of(1.0, 0.0, 0.3, -2.0).map(HingeEmbedding::new).toList();
    }

    @Override
    public Map<String, String> options() {
        return Map.of("margin", "1.0 in (-inf, inf)");
    }

    @Override
    public Formula formula(HingeEmbedding loss) {
        return new Hinge(new BigDecimal(loss.margin()));
    }

    @Override
    public Optional<Textbook> textbook(HingeEmbedding loss) {
        return Optional.of(Textbook.formula("where(t == 1, x, maximum(0, margin - x))"));
    }

    @Override
    public double[][] draw(HingeEmbedding loss, RandomGenerator random) {
        return new double[][]{{random.nextDouble(-1, 3)}, {random.nextBoolean() ? 1 : -1}};
    }

    @Override
    public Stream<Point<HingeEmbedding>> hardPoints() {
        return DoubleStream.of(1, 0, 0.3, -2, 1e-300, 1e300, Double.MIN_VALUE).boxed().flatMap(margin -> DoubleStream
                .of(margin, Math.nextUp(margin), Math.nextDown(margin), 0, Double.MIN_VALUE, -1e-300, 1e-17, 0.1, 1e16,
                        1e300, -1e308, Double.MAX_VALUE)
                .boxed().flatMap(distance -> Stream.of(point(margin, distance, 1), point(margin, distance, -1))));
    }

    private static Point<HingeEmbedding> point(double margin, double distance, double target) {
        return new Point<>(new HingeEmbedding(margin), new double[]{distance}, new double[]{target});
    }

    /** x of a similar pair, max(0, margin − x) of a dissimilar one, active at 0. */
    private record Hinge(BigDecimal margin) implements Formula {

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal distance = sample.the("predictions");
            return List.of(isSimilar(sample) ? distance : math.max(BigDecimal.ZERO, margin.subtract(distance)));
        }

        private static boolean isSimilar(Sample sample) {
            return sample.the("targets").signum() > 0;
        }

        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            boolean isAtMargin = !isSimilar(sample) && sample.the("predictions").compareTo(margin) == 0;
            return isAtMargin
                    ? Optional.of(order == 1 ? BigDecimal.ONE.negate() : BigDecimal.ZERO)
                    : Optional.empty();
        }
    }

    private static TaskBuilder task(double[] distances, double... targets) {
        return TaskBuilder.of(new HingeEmbedding()).reduction(Reduction.NONE).input("predictions", distances)
                .input("targets", targets);
    }

    // From the reference: max(0, z) is active at z = 0; beyond, nothing.
    @Test
    void answerWhenDissimilarAreAtTheMarginOrBeyondShouldBeZero() {
        EvaluationView evaluation = task(new double[]{1, 1.5, 0.25}, -1, -1, -1).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0, 0.75);
        assertThat(evaluation.gradient()).containsExactly(-1, 0, -1);
        assertThat(evaluation.hessian()).containsExactly(0, 0, 0);
    }

    // By the formula, whose domain is every number: the limits at infinity, and a negative distance.
    @Test
    void answerWhenDistanceIsInfiniteOrNegativeShouldBeThatOfTheLine() {
        EvaluationView evaluation = task(new double[]{INF, INF, -INF, -2}, 1, -1, -1, 1).answer();
        assertThat(evaluation.loss()).containsExactly(INF, 0, INF, -2);
        assertThat(evaluation.gradient()).containsExactly(1, 0, -1, 1);
    }

    // From the reference: targets are 1 or -1.
    @Test
    void targetWhenNeitherOneNorMinusOneShouldBeRejected() {
        for (double target : new double[]{0, 2, 0.5, Double.NaN}) {
            assertThat(task(new double[]{1}, target).fault().detail()).startsWith("must be -1 or 1");
        }
    }
}
