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

class InfoNceTests extends LossContract<InfoNce> {

    private static final InfoNce PRODUCTS = new InfoNce(1, false);

    @Override
    public List<InfoNce> variants() {
        return List.of(new InfoNce(), PRODUCTS);
    }

    @Override
    public Map<String, String> options() {
        return Map.of("temperature", "0.07 in (0, inf)", "normalize", "true");
    }

    @Override
    public Formula formula(InfoNce loss) {
        return new SoftmaxFormula(loss.temperature(), loss.normalize(), (anchor, _) -> new int[]{anchor},
                new SimilarityFormula.Direction("query", "key"));
    }

    @Override
    public boolean addsInOrder() {
        return true;
    }

    @Override
    public Map<String, Integer> axes(InfoNce loss) {
        return VectorBatches.AXES;
    }

    @Override
    public double[][] draw(InfoNce loss, RandomGenerator random) {
        return new double[][]{VectorBatches.draw(4, random), VectorBatches.draw(4, random)};
    }

    @Override
    public Stream<Point<InfoNce>> hardPoints() {
        return Stream.concat(Stream.of(worstPoint()), variants().stream()
                .flatMap(loss -> VectorBatches.pairs(loss.normalize())
                        .map(pair -> new Point<>(loss, VectorBatches.AXES, pair))));
    }

    /** The worst that the search has found so far. */
    private static Point<InfoNce> worstPoint() {
        return new Point<>(new InfoNce(), VectorBatches.AXES,
                new double[]{0.5068888664786226, -0.44568678433616515, 1.502875374288174, 1.7014942159930166,
                        -0.6952726777015343, 1e4,
                        1.0688465685112556, 1.5100664278963478, 1.3531527491794213, 1.4452484545632212,
                        -1.5684694975857632,
                        -1.9259245449117968},
                new double[]{0.8653488782042622, -710, 0.9429328632529921, -0.3465059161628843, -0.46770626986897623,
                        0.5743672257631118, -0.022389865801827724, -0.28155153318650994, -0.14617828491715867,
                        1.3346932733943513, -1.4013333247460764, -1.8515577747270835}); // gradient of key 1.66 ulp
    }

    private static TaskBuilder task(InfoNce loss, double[][] query, double[][] key) {
        return TaskBuilder.of(loss).rows("query", query).rows("key", key).reduction(Reduction.NONE);
    }

    // From the reference: N = 1 has loss 0 and gradient 0.
    @Test
    void answerWhenBatchIsOfOneItemShouldBeZero() {
        EvaluationView evaluation = task(new InfoNce(), new double[][]{{1, 2}}, new double[][]{{3, 4}}).answer();
        assertThat(evaluation.loss()).containsExactly(0);
        assertThat(evaluation.gradient("query")).containsExactly(0, 0);
        assertThat(evaluation.gradient("key")).containsExactly(0, 0);
    }

    // By hand: cosines 1 and 0, τ = 1: log(1 + e^-1) = 0.31326168751822286 (mpmath); the gradient of a unit vector is at a
    // right angle to it, e^-1/(1 + e^-1) = 0.2689414213699951 of the other.
    @Test
    void answerWhenVectorsAreOrthogonalShouldBeHandComputed() {
        double[][] vectors = {{1, 0}, {0, 1}};
        EvaluationView evaluation = task(new InfoNce(1, true), vectors, vectors).answer();
        assertWithinTwoUlps(evaluation.loss(), 0.31326168751822286, 0.31326168751822286);
        assertWithinTwoUlps(evaluation.gradient("query"), 0, 0.2689414213699951, 0.2689414213699951, 0);
        assertWithinTwoUlps(evaluation.gradient("key"), 0, 0.2689414213699951, 0.2689414213699951, 0);
    }

    // By hand: identical vectors are equally similar, log 2 each; the pulls of an item and of the other cancel.
    @Test
    void answerWhenVectorsAreIdenticalShouldBeThatOfAnEvenChance() {
        double[][] vectors = {{3, 4}, {3, 4}};
        EvaluationView evaluation = task(new InfoNce(), vectors, vectors).answer();
        assertThat(evaluation.loss()).containsExactly(0.6931471805599453, 0.6931471805599453);
        assertThat(evaluation.gradient("query")).usingComparatorWithPrecision(1e-15).containsOnly(0);
    }

    // From the reference: a zero vector has similarity 0 with every other, and gradient 0.
    @Test
    void answerWhenVectorIsZeroShouldBeThatOfSimilarityZero() {
        EvaluationView evaluation = task(new InfoNce(), new double[][]{{0, 0}, {1, 0}}, new double[][]{{1, 2}, {0, 0}})
                .answer();
        assertThat(evaluation.loss()[0]).isEqualTo(0.6931471805599453);
        assertThat(evaluation.gradient("query")).startsWith(0, 0);
        assertThat(evaluation.gradient("key")).endsWith(0, 0);
    }

    // From the reference: a masked item is removed altogether, as query and as key. What is left is one item.
    @Test
    void answerWhenAllButOneAreMaskedShouldBeZero() {
        EvaluationView evaluation = task(new InfoNce(), new double[][]{{1, 2}, {Double.NaN, 0}},
                new double[][]{{3, 4}, {3, 5}}).mask(true, false).answer();
        assertThat(evaluation.loss()).containsExactly(0, 0);
        assertThat(evaluation.gradient("key")).containsExactly(0, 0, 0, 0);
    }

    // The limits: products beyond float64 decide, whatever else there is; only a difference of infinities is NaN.
    @Test
    void answerWhenProductsAreBeyondFloat64ShouldBeTheLimit() {
        EvaluationView evaluation = task(PRODUCTS, new double[][]{{1e200}, {-1e200}}, new double[][]{{2e200}, {1e200}})
                .answer();
        assertThat(evaluation.loss()).containsExactly(0, 0);
        assertThat(evaluation.gradient("query")).containsExactly(0, 0);
        EvaluationView wrong = task(PRODUCTS, new double[][]{{1e200}, {1e200}}, new double[][]{{1e200}, {2e200}})
                .answer();
        assertThat(wrong.loss()).containsExactly(Double.POSITIVE_INFINITY, 0);
    }

    // By the conventions: NaN is data; it reaches whatever it is compared with.
    @Test
    void answerWhenKeyIsNaNShouldBeNaN() {
        EvaluationView evaluation = task(new InfoNce(), new double[][]{{1, 2}, {2, 1}},
                new double[][]{{3, 4}, {Double.NaN, 5}}).answer();
        assertThat(evaluation.loss()).containsOnly(Double.NaN);
        EvaluationView query = task(new InfoNce(), new double[][]{{1, 2}, {Double.NaN, 1}},
                new double[][]{{3, 4}, {3, 4}}).answer();
        assertThat(query.loss()).containsExactly(0.6931471805599453, Double.NaN);
    }

    // A block holds 2^20 similarities: of 1,100 items there are two. All are equally similar, so that the loss is log 1100,
    // 7.003065458786462 by mpmath.
    @Test
    void answerWhenBatchIsOfSeveralBlocksShouldBeThatOfOne() {
        int count = 1100;
        double[][] ones = Stream.generate(() -> new double[]{1, 1}).limit(count).toArray(double[][]::new);
        EvaluationView evaluation = task(new InfoNce(), ones, ones).answer();
        assertThat(evaluation.loss()).containsOnly(7.003065458786462);
        assertThat(evaluation.gradient("key")).usingComparatorWithPrecision(1e-12).containsOnly(0);
    }
}
