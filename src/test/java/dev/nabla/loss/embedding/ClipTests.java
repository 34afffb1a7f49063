package dev.nabla.loss.embedding;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Formula;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClipTests extends LossContract<Clip> {

    private static final Clip PRODUCTS = new Clip(1, false);

    @Override
    public List<Clip> variants() {
        return List.of(new Clip(), PRODUCTS);
    }

    @Override
    public Map<String, String> options() {
        return Map.of("temperature", "0.07 in (0, inf)", "normalize", "true");
    }

    @Override
    public Formula formula(Clip loss) {
        return new SoftmaxFormula(loss.temperature(), loss.normalize(), (anchor, _) -> new int[]{anchor},
                new SimilarityFormula.Direction("image", "text"), new SimilarityFormula.Direction("text", "image"));
    }

    @Override
    public boolean addsInOrder() {
        return true;
    }

    @Override
    public Map<String, Integer> axes(Clip loss) {
        return VectorBatches.AXES;
    }

    @Override
    public double[][] draw(Clip loss, RandomGenerator random) {
        return new double[][]{VectorBatches.draw(4, random), VectorBatches.draw(4, random)};
    }

    @Override
    public Stream<Point<Clip>> hardPoints() {
        return variants().stream().flatMap(loss -> VectorBatches.pairs(loss.normalize())
                .map(pair -> new Point<>(loss, VectorBatches.AXES, pair)));
    }

    private static EvaluationView answer(Clip loss, double[][] image, double[][] text) {
        return TaskBuilder.of(loss).rows("image", image).rows("text", text).reduction(Reduction.NONE).answer();
    }

    // From the reference: N = 1 has loss 0 and gradient 0.
    @Test
    void answerWhenBatchIsOfOneItemShouldBeZero() {
        EvaluationView evaluation = answer(new Clip(), new double[][]{{1, 2}}, new double[][]{{3, 4}});
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient("image")).containsExactly(0, 0);
        assertThat(evaluation.gradient("text")).containsExactly(0, 0);
    }

    // By hand: S = ((1, 0), (2, 0)): rows log(1 + e^-1), log(1 + e^2); columns log(1 + e), log 2, less 1 and 0; by mpmath.
    @Test
    void answerShouldBeTheMeanOfRowsAndColumns() {
        EvaluationView evaluation = answer(PRODUCTS, new double[][]{{1}, {2}}, new double[][]{{1}, {0}});
        assertWithinTwoUlps(evaluation.loss(), 0.8132616875182228, 1.4100375958014588);
    }

    // By hand: identical vectors are equally similar, log 2 in each direction.
    @Test
    void answerWhenVectorsAreIdenticalOrZeroShouldBeThatOfAnEvenChance() {
        for (double[] vector : new double[][]{{3, 4}, {0, 0}}) {
            double[][] vectors = {vector, vector};
            EvaluationView evaluation = answer(new Clip(), vectors, vectors);
            assertThat(evaluation.loss()).containsExactly(0.6931471805599453, 0.6931471805599453);
            assertThat(evaluation.gradient("text")).usingComparatorWithPrecision(1e-15).containsOnly(0);
        }
    }
}
