package dev.nabla.loss.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.loss.LossContract;
import dev.nabla.loss.Point;
import dev.nabla.loss.Reduction;
import dev.nabla.loss.TaskBuilder;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Formula;
import dev.nabla.oracle.Place;
import dev.nabla.oracle.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VicregTests extends LossContract<Vicreg> {

    private static final Vicreg COARSE = new Vicreg(1, 8, 0.5, 0.25);

    @Override
    public List<Vicreg> variants() {
        return List.of(new Vicreg(), COARSE);
    }

    @Override
    public Map<String, String> options() {
        return Map.of("sim_coeff", "25.0 in [0, inf)", "std_coeff", "25.0 in [0, inf)", "cov_coeff", "1.0 in [0, inf)",
                "eps", "1.0E-4 in (0, inf)");
    }

    @Override
    public boolean addsInOrder() {
        return true;
    }

    @Override
    public Map<String, Integer> axes(Vicreg loss) {
        return VectorBatches.AXES;
    }

    @Override
    public double[][] draw(Vicreg loss, RandomGenerator random) {
        return new double[][]{VectorBatches.draw(4, random), VectorBatches.draw(4, random)};
    }

    /** The first column of the last has a deviation of exactly 1 if eps is 0.25. */
    @Override
    public Stream<Point<Vicreg>> hardPoints() {
        double[] unit = {0.75, 1, 0.5, 0.75, 2, -0.25, -0.75, 3, 1, -0.75, 5, 0.125};
        double[] other = {1, 1, 0.5, 0.25, -2, -0.25, 0.5, 3, 1, -0.125, 0.25, 0.125};
        return Stream.concat(Stream.of(worstPoint(), cancelingPoint()), variants().stream().flatMap(loss -> Stream
                .concat(TwinBatch.hard(), Stream.<double[][]>of(new double[][]{unit, other}))
                .map(pair -> new Point<>(loss, VectorBatches.AXES, pair))));
    }

    /** Found by the search: the huge numbers of a column cancel, and leave its mean to the small ones. */
    private static Point<Vicreg> cancelingPoint() {
        return new Point<>(new Vicreg(), VectorBatches.AXES,
                new double[]{-4.212656836908247, 0.6317252456207059, 0.6101742223141617, 0.6204822297598334,
                        1.1382029527864939, -0.2589398994720886, -0.9999999999999999, 1.7025241825758903,
                        0.13366930122059606, -1.1244499743627379, -0.3691968074223335, -40},
                new double[]{1.0983131936670765, -0.47337155143918963, -1e150, -0.42727003717701173,
                        -1.0632365754986983, -0.45211828907008433, -1.2567562667692265, -1.9052868877195337, 1e150,
                        -0.031969522321811134, -0.37063262242948136, -0.9942310102003947});
    }

    /** The worst that the search has found so far. */
    private static Point<Vicreg> worstPoint() {
        return new Point<>(new Vicreg(), VectorBatches.AXES,
                new double[]{0.5068888664786226, -0.6960590076474604, 0.5521994477045591, -9.999999999999992e-301, -40,
                        1e4,
                        -0.23934230038303464, 1.5275486925400135, 1.2563923443872882, 2.8904969091264405,
                        -1.965050809249304, -6.911918241901932},
                new double[]{-1.3227474690330365, -710, 0.9429328632529921, -0.3465059161628843, 710,
                        0.5743672257631118,
                        -0.1791189264146218, -0.28155153318650994, -0.14617828491715867, 1.3346932733943513,
                        -1.4013333247460764, -1.8515577747270835}); // gradient of input2 1.48 ulp
    }

    @Override
    public Formula formula(Vicreg loss) {
        return new Regularized(new BigDecimal(loss.simCoeff()), new BigDecimal(loss.stdCoeff()),
                new BigDecimal(loss.covCoeff()), new BigDecimal(loss.eps()));
    }

    /** Sums of products of centered columns are N²(N − 1) times covariances. */
    private record Regularized(BigDecimal sim, BigDecimal std, BigDecimal cov, BigDecimal eps) implements Formula {

        private static final BigDecimal FEATURES = BigDecimal.valueOf(TwinBatch.FEATURES);

        private static BigDecimal freedom(TwinBatch batch) {
            return batch.items().subtract(BigDecimal.ONE);
        }

        private static BigDecimal divisor(TwinBatch batch) {
            return batch.items().pow(2).multiply(freedom(batch));
        }

        private BigDecimal sumOfSquares(TwinBatch batch, int column) {
            return batch.product(batch, column, column).add(eps.multiply(divisor(batch)));
        }

        private BigDecimal deviation(TwinBatch batch, int column, Arithmetic math) {
            return math.sqrt(math.divide(sumOfSquares(batch, column), divisor(batch)));
        }

        @Override
        public List<BigDecimal> terms(Sample sample, Arithmetic math) {
            BigDecimal[] x = sample.all("input1");
            BigDecimal[] y = sample.all("input2");
            List<BigDecimal> terms = new ArrayList<>();
            for (int k = 0; k < x.length; k++) {
                terms.add(math.divide(sim.multiply(x[k].subtract(y[k]).pow(2)), BigDecimal.valueOf(x.length)));
            }
            for (String input : List.of("input1", "input2")) {
                TwinBatch batch = TwinBatch.of(sample, input);
                for (int i = 0; i < TwinBatch.FEATURES; i++) {
                    terms.add(hinge(batch, i, math));
                    for (int j = 0; j < TwinBatch.FEATURES; j++) {
                        BigDecimal k = math.divide(batch.product(batch, i, j), divisor(batch));
                        terms.add(i == j ? BigDecimal.ZERO : math.divide(cov.multiply(k.pow(2)), FEATURES));
                    }
                }
            }
            return terms;
        }

        private BigDecimal hinge(TwinBatch batch, int column, Arithmetic math) {
            return math.compare(sumOfSquares(batch, column), divisor(batch)) < 0
                    ? math.divide(std.multiply(BigDecimal.ONE.subtract(deviation(batch, column, math))),
                            BigDecimal.TWO.multiply(FEATURES))
                    : BigDecimal.ZERO;
        }

        /** Covariances are sums that may cancel. */
        @Override
        public BigDecimal size(Sample sample, Arithmetic math) {
            BigDecimal size = terms(sample, math).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            for (String input : List.of("input1", "input2")) {
                TwinBatch batch = TwinBatch.of(sample, input);
                for (int i = 0; i < TwinBatch.FEATURES; i++) {
                    for (int j = 0; j < TwinBatch.FEATURES; j++) {
                        BigDecimal products = batch.product(batch, i, j).abs().multiply(batch.productSize(batch, i, j));
                        BigDecimal error = math.divide(cov.multiply(BigDecimal.TWO).multiply(products),
                                FEATURES.multiply(divisor(batch).pow(2)));
                        size = i == j ? size : size.add(error);
                    }
                }
            }
            return size;
        }

        /** The terms of the gradient. */
        private List<BigDecimal> slopes(Sample sample, Place place, Arithmetic math) {
            var batches = TwinBatch.ownAndOther(sample, place);
            TwinBatch own = batches.getKey();
            int row = place.index() / TwinBatch.FEATURES;
            int j = place.index() % TwinBatch.FEATURES;
            BigDecimal other = sample.all(place.input().equals("input1") ? "input2" : "input1")[place.index()];
            List<BigDecimal> slopes = new ArrayList<>();
            slopes.add(math.divide(BigDecimal.TWO.multiply(sim).multiply(sample.at(place).subtract(other)),
                    own.items().multiply(FEATURES)));
            if (sumOfSquares(own, j).compareTo(divisor(own)) <= 0) {
                slopes.add(math.divide(std.multiply(own.at(row, j)).negate(), BigDecimal.TWO.multiply(FEATURES)
                        .multiply(deviation(own, j, math)).multiply(own.items()).multiply(freedom(own))));
            }
            for (int k = 0; k < TwinBatch.FEATURES; k++) {
                if (k != j) {
                    slopes.add(covariance(own, row, k, own.product(own, j, k), math));
                }
            }
            return slopes;
        }

        private BigDecimal covariance(TwinBatch own, int row, int k, BigDecimal product, Arithmetic math) {
            return math.divide(BigDecimal.valueOf(4).multiply(cov).multiply(own.at(row, k)).multiply(product),
                    FEATURES.multiply(freedom(own)).multiply(own.items()).multiply(divisor(own)));
        }

        @Override
        public BigDecimal derivativeSize(Sample sample, Place place, int order, Arithmetic math) {
            TwinBatch own = TwinBatch.ownAndOther(sample, place).getKey();
            int j = place.index() % TwinBatch.FEATURES;
            BigDecimal size = slopes(sample, place, math).stream().map(BigDecimal::abs)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            for (int k = 0; k < TwinBatch.FEATURES; k++) {
                BigDecimal error = covariance(own, place.index() / TwinBatch.FEATURES, k, own.productSize(own, j, k),
                        math).abs();
                size = k == j ? size : size.add(error);
            }
            return size;
        }

        /** At a deviation of 1 the gradient is that of a smaller one. */
        @Override
        public Optional<BigDecimal> convention(Sample sample, Place place, int order, Arithmetic math) {
            TwinBatch own = TwinBatch.of(sample, place.input());
            return sumOfSquares(own, place.index() % TwinBatch.FEATURES).compareTo(divisor(own)) == 0
                    ? slopes(sample, place, math).stream().reduce(BigDecimal::add)
                    : Optional.empty();
        }

        @Override
        public BigDecimal conventionSize(Sample sample, Place place, int order, Arithmetic math) {
            return derivativeSize(sample, place, order, math);
        }

        @Override
        public BigDecimal scale(Sample sample, Place place) {
            return deviation(TwinBatch.of(sample, place.input()), place.index() % TwinBatch.FEATURES,
                    new Arithmetic(20)).movePointLeft(1);
        }
    }

    private static TaskBuilder task(Vicreg loss, double[][] first, double[][] second) {
        return TaskBuilder.of(loss).rows("input1", first).rows("input2", second);
    }

    // By hand: deviation √(0.75 + 0.25); -8/2 · 0.75/3, which is the gradient of a smaller deviation.
    @Test
    void answerWhenDeviationIsOneShouldHaveTheGradientBelow() {
        double[][] unit = {{0.75}, {0.75}, {-0.75}, {-0.75}};
        EvaluationView answer = task(COARSE, unit, unit).answer();
        assertThat(answer.loss()).containsExactly(0);
        assertThat(answer.gradient("input1")).containsExactly(-1, -1, 1, 1);
        assertThat(answer.gradient("input2")).containsExactly(-1, -1, 1, 1);
    }

    // By hand: deviation √0.25 in both inputs, 8/2 · (0.5 + 0.5).
    @Test
    void answerWhenColumnIsConstantShouldBeThatOfEps() {
        EvaluationView answer = task(COARSE, new double[][]{{7}, {7}}, new double[][]{{7}, {7}}).answer();
        assertThat(answer.loss()).containsExactly(4);
        assertThat(answer.gradient("input1")).containsExactly(0, 0);
        assertThat(answer.gradient("input2")).containsExactly(0, 0);
    }

    // By hand: K = 8 off the diagonal, 2 · 8²/2 for each input; 4/2 · (2·8).
    @Test
    void answerWhenInputsAreIdenticalShouldBeThatOfTheirCovariance() {
        double[][] diagonal = {{2, 2}, {-2, -2}};
        EvaluationView answer = task(new Vicreg(), diagonal, diagonal).answer();
        assertThat(answer.loss()).containsExactly(128);
        assertThat(answer.gradient("input1")).containsExactly(32, 32, -32, -32);
        assertThat(answer.gradient("input2")).containsExactly(32, 32, -32, -32);
    }

    // By hand: 25 · 1²/2, and 25 · 2/2; one component has no covariance.
    @Test
    void answerWhenColumnsVaryShouldBeTheDifferenceOfTheInputs() {
        EvaluationView answer = task(new Vicreg(), new double[][]{{5}, {-5}}, new double[][]{{6}, {-5}}).answer();
        assertThat(answer.loss()).containsExactly(12.5);
        assertThat(answer.gradient("input1")).containsExactly(-25, 0);
        assertThat(answer.gradient("input2")).containsExactly(25, 0);
    }

    // From the reference: N ≥ 2, of the items that are not masked.
    @Test
    void batchOfOneItemShouldBeRejected() {
        double[][] one = {{1, 2}};
        double[][] two = {{1, 2}, {3, 4}};
        assertThat(task(new Vicreg(), one, one).fault().field()).isEqualTo("input1");
        assertThat(task(new Vicreg(), two, two).mask(true, false).fault().field()).isEqualTo("mask");
        assertThat(task(new Vicreg(), two, two).mask(false, false).answer().loss()).containsExactly(Double.NaN);
    }

    // From the reference: masked items are left out; sample weights and the reductions none and sum are rejected.
    @Test
    void sampleWeightsAndOtherReductionsShouldBeRejected() {
        double[][] two = {{1, 2}, {3, 4}};
        assertThat(task(new Vicreg(), two, two).sampleWeight(1, 1).fault().field()).isEqualTo("sample_weight");
        assertThat(new Vicreg().reductions()).containsExactly(Reduction.MEAN);
        EvaluationView masked = task(new Vicreg(), new double[][]{{5}, {9}, {-5}}, new double[][]{{6}, {0}, {-5}})
                .mask(true, false, true).answer();
        assertThat(masked.gradient("input1")).containsExactly(-25, 0, 0);
    }

    // From the reference: NaN is data, and the statistics of an infinite number are NaN.
    @Test
    void answerWhenANumberIsNotFiniteShouldBeNaN() {
        for (double bad : new double[]{Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            EvaluationView answer = task(new Vicreg(), new double[][]{{bad, 1}, {1, 2}}, new double[][]{{1, 2}, {3, 5}})
                    .answer();
            assertThat(answer.loss()).containsExactly(Double.NaN);
            assertThat(answer.gradient("input2")).containsOnly(Double.NaN);
        }
    }
}
