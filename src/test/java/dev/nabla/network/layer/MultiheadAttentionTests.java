package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.network.Layer;
import dev.nabla.network.Parameters;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.oracle.Exact;
import dev.nabla.tensor.Cost;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiheadAttentionTests extends LayerContract<MultiheadAttention> {

    private static final BigDecimal LARGEST = new BigDecimal(Double.MAX_VALUE);

    private @Nullable LayerPoint<MultiheadAttention> last;
    private Map<String, Sized[][]> gradientsOfLast = Map.of();

    MultiheadAttentionTests() {
        super(MultiheadAttention.class);
    }

    /** Heads of one feature and of two, sequences of one position and of several. */
    @Override
    public List<LayerFixture<MultiheadAttention>> fixtures() {
        return List.of(
                LayerFixture.of(new MultiheadAttention(2, false), LayerFixture.random(1, 1, 2, 2))
                        .with("in_proj_weight", LayerFixture.random(2, 6, 2))
                        .with("in_proj_bias", LayerFixture.random(3, 6))
                        .with("out_proj_weight", LayerFixture.random(4, 2, 2))
                        .with("out_proj_bias", LayerFixture.random(5, 2)),
                LayerFixture.of(new MultiheadAttention(1, true), LayerFixture.random(6, 3, 2))
                        .with("in_proj_weight", LayerFixture.random(7, 6, 2))
                        .with("out_proj_weight", LayerFixture.random(8, 2, 2)),
                LayerFixture.of(new MultiheadAttention(1, false), LayerFixture.random(9, 2, 1, 1))
                        .with("in_proj_weight", LayerFixture.random(10, 3, 1))
                        .with("out_proj_weight", LayerFixture.random(11, 1, 1)));
    }

    /** Half an ulp for each term of the longest chain of sums: projections of two features, scores, means of three positions. */
    @Override
    public double budget() {
        return 0.5 * (2 + 2 + 3 + 2);
    }

    /** Scores of about ±10⁴, and keys whose bias leaves nothing of them. */
    @Override
    public Stream<LayerPoint<MultiheadAttention>> worstPoints() {
        LayerFixture<MultiheadAttention> biased = fixtures().getFirst().with("in_proj_bias",
                vector(0, 0.1, 2.7e31, -1.1, -1.5, -1.2));
        return Stream.concat(Stream.of(biased), fixtures().stream().map(fixture -> new LayerFixture<>(fixture.layer(),
                new Float64Tensor(fixture.input().shape(), Arrays.stream(fixture.input().values()).map(x -> 60 * x)
                        .toArray()),
                fixture.parameters())))
                .map(fixture -> new LayerPoint<>(fixture, LayerFixture.upstream(outputShape(fixture))));
    }

    @Override
    Map<String, String> options() {
        return Map.of("num_heads", "required in [1, inf)", "is_causal", "false in (-inf, inf)");
    }

    @Override
    public List<BigDecimal> formula(MultiheadAttention layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        return output(layer, input, parameters, math).map(Sized::value).toList();
    }

    @Override
    public List<BigDecimal> sizes(MultiheadAttention layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        return output(layer, input, parameters, math).map(Sized::size).toList();
    }

    private static Stream<Sized> output(MultiheadAttention layer, ExactTensor input,
            Map<String, ExactTensor> parameters, Arithmetic math) {
        return sequences(input).stream().map(x -> new Attention(layer, x, parameters, math).output())
                .flatMap(Arrays::stream).flatMap(Arrays::stream);
    }

    private static List<Sized[][]> sequences(ExactTensor input) {
        Shape shape = input.shape();
        int features = shape.size(-1);
        int length = shape.size(-2);
        Sized[][] rows = rows(input, features);
        List<Sized[][]> sequences = new ArrayList<>();
        for (int from = 0; from < rows.length; from += length) {
            sequences.add(Arrays.copyOfRange(rows, from, from + length));
        }
        return sequences;
    }

    private static Sized[][] rows(ExactTensor tensor, int columns) {
        return matrix(tensor.values().size() / columns, columns,
                (i, j) -> Sized.of(tensor.values().get(i * columns + j)));
    }

    @Override
    public BigDecimal gradientSize(LayerPoint<MultiheadAttention> point, String name, int position, Arithmetic math) {
        Sized[][] gradient = Objects.requireNonNull(gradients(point).get(name));
        return gradient[position / gradient[0].length][position % gradient[0].length].size();
    }

    /** Projections and their gradients are float64 numbers, which overflow even if what is computed from them would not. */
    @Override
    public boolean isSmooth(LayerPoint<MultiheadAttention> point) {
        return gradients(point).values().stream().flatMap(Arrays::stream).flatMap(Arrays::stream)
                .allMatch(each -> each.size().compareTo(LARGEST) < 0);
    }

    /** The gradients by the rules, for their sizes, and what is computed on the way to them. */
    private Map<String, Sized[][]> gradients(LayerPoint<MultiheadAttention> point) {
        if (point.equals(last)) {
            return gradientsOfLast;
        }
        LayerFixture<MultiheadAttention> fixture = point.fixture();
        Map<String, ExactTensor> parameters = new LinkedHashMap<>();
        fixture.parameters().forEach((name, tensor) -> parameters.put(name, ExactTensor.of(tensor)));
        Map<String, Sized[][]> sums = new LinkedHashMap<>();
        List<Sized[][]> inputs = sequences(ExactTensor.of(fixture.input()));
        List<Sized[][]> upstreams = sequences(ExactTensor.of(point.upstream()));
        for (int i = 0; i < inputs.size(); i++) {
            new Attention(fixture.layer(), inputs.get(i), parameters, new Arithmetic(60)).gradients(upstreams.get(i))
                    .forEach((name, gradient) -> sums.merge(name, gradient,
                            name.equals(Layer.INPUT) ? MultiheadAttentionTests::below : MultiheadAttentionTests::sum));
        }
        last = point;
        gradientsOfLast = sums;
        return sums;
    }

    /** The attention of one sequence, in exact numbers and their sizes. */
    private static final class Attention {

        private final int features;
        private final int width;
        private final boolean isCausal;
        private final Arithmetic math;
        private final Sized[][] x;
        private final Sized[][] inWeight;
        private final Sized[][] outWeight;
        private final @Nullable ExactTensor outBias;
        private final Sized[][] projected;
        private final List<Sized[][]> weights = new ArrayList<>();
        private final Sized[][] heads;

        Attention(MultiheadAttention layer, Sized[][] x, Map<String, ExactTensor> parameters, Arithmetic math) {
            this.features = x[0].length;
            this.width = features / (int) layer.numHeads();
            this.isCausal = layer.isCausal();
            this.math = math;
            this.x = x;
            this.inWeight = rows(Objects.requireNonNull(parameters.get("in_proj_weight")), features);
            this.outWeight = rows(Objects.requireNonNull(parameters.get("out_proj_weight")), features);
            this.outBias = parameters.get("out_proj_bias");
            this.projected = affine(x, inWeight, parameters.get("in_proj_bias"));
            Sized[][] concatenated = new Sized[x.length][0];
            for (int head = 0; head < layer.numHeads(); head++) {
                weights.add(softmax(times(queries(head), transposed(keys(head)))));
                concatenated = beside(concatenated, times(weights.get(head), values(head)));
            }
            this.heads = concatenated;
        }

        Sized[][] output() {
            return affine(heads, outWeight, outBias);
        }

        private static Sized[][] affine(Sized[][] x, Sized[][] weight, @Nullable ExactTensor bias) {
            Sized[][] products = times(x, transposed(weight));
            return bias == null
                    ? products
                    : matrix(products.length, weight.length,
                            (i, j) -> products[i][j].plus(Sized.of(bias.at(j))));
        }

        private Sized[][] queries(int head) {
            return columns(projected, head * width, width);
        }

        private Sized[][] keys(int head) {
            return columns(projected, features + head * width, width);
        }

        private Sized[][] values(int head) {
            return columns(projected, 2 * features + head * width, width);
        }

        private BigDecimal scale() {
            return math.sqrt(BigDecimal.valueOf(width));
        }

        /** A query sees the keys up to its own, or all. */
        private Sized[][] softmax(Sized[][] products) {
            Sized[][] softmax = new Sized[products.length][];
            for (int i = 0; i < products.length; i++) {
                Sized[] scores = Arrays.stream(products[i], 0, isCausal ? i + 1 : products.length)
                        .map(product -> product.dividedBy(scale(), math)).toArray(Sized[]::new);
                softmax[i] = Arrays.copyOf(Sized.softmax(scores, math), products.length);
                Arrays.fill(softmax[i], scores.length, products.length, Sized.ZERO);
            }
            return softmax;
        }

        Map<String, Sized[][]> gradients(Sized[][] upstream) {
            Sized[][] ofHeads = times(upstream, outWeight);
            Sized[][] ofQueries = new Sized[x.length][0];
            Sized[][] ofKeys = new Sized[x.length][0];
            Sized[][] ofValues = new Sized[x.length][0];
            Map<String, Sized[][]> gradients = new LinkedHashMap<>();
            for (int head = 0; head < weights.size(); head++) {
                Sized[][] ofHead = columns(ofHeads, head * width, width);
                Sized[][] ofWeights = times(ofHead, transposed(values(head)));
                Sized[][] ofScores = ofScores(weights.get(head), ofWeights);
                ofQueries = beside(ofQueries, times(ofScores, keys(head)));
                ofKeys = beside(ofKeys, times(transposed(ofScores), queries(head)));
                ofValues = beside(ofValues, times(transposed(weights.get(head)), ofHead));
                gradients.put("weights of head " + head, ofWeights);
            }
            Sized[][] ofProjected = beside(beside(ofQueries, ofKeys), ofValues);
            gradients.put("projections", sum(projected, ofProjected));
            gradients.put("heads", sum(heads, ofHeads));
            gradients.put(Layer.INPUT, times(ofProjected, inWeight));
            gradients.put("in_proj_weight", times(transposed(ofProjected), x));
            gradients.put("in_proj_bias", columnSums(ofProjected));
            gradients.put("out_proj_weight", times(transposed(upstream), heads));
            gradients.put("out_proj_bias", columnSums(upstream));
            return gradients;
        }

        /** pⱼ·Σₖ pₖ·(gⱼ − gₖ), where the term of j itself is 0. */
        private Sized[][] ofScores(Sized[][] p, Sized[][] g) {
            return matrix(p.length, p.length, (i, j) -> {
                Sized sum = Sized.ZERO;
                for (int k = 0; k < p.length; k++) {
                    if (k != j) {
                        sum = sum.plus(p[i][k].times(g[i][j].minus(g[i][k])));
                    }
                }
                return p[i][j].times(sum).dividedBy(scale(), math);
            });
        }
    }

    @FunctionalInterface
    private interface ElementOf {

        Sized at(int row, int column);
    }

    private static Sized[][] matrix(int rows, int columns, ElementOf element) {
        Sized[][] matrix = new Sized[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                matrix[i][j] = element.at(i, j);
            }
        }
        return matrix;
    }

    private static Sized[][] times(Sized[][] a, Sized[][] b) {
        return matrix(a.length, b[0].length, (i, j) -> {
            Sized sum = Sized.ZERO;
            for (int k = 0; k < b.length; k++) {
                sum = sum.plus(a[i][k].times(b[k][j]));
            }
            return sum;
        });
    }

    private static Sized[][] transposed(Sized[][] a) {
        return matrix(a[0].length, a.length, (i, j) -> a[j][i]);
    }

    private static Sized[][] sum(Sized[][] a, Sized[][] b) {
        return matrix(a.length, a[0].length, (i, j) -> a[i][j].plus(b[i][j]));
    }

    private static Sized[][] columnSums(Sized[][] a) {
        return new Sized[][]{Arrays.stream(transposed(a)).map(column -> Arrays.stream(column).reduce(Sized.ZERO,
                Sized::plus)).toArray(Sized[]::new)};
    }

    private static Sized[][] columns(Sized[][] a, int from, int count) {
        return matrix(a.length, count, (i, j) -> a[i][from + j]);
    }

    private static Sized[][] beside(Sized[][] a, Sized[][] b) {
        return matrix(a.length, a[0].length + b[0].length,
                (i, j) -> j < a[i].length ? a[i][j] : b[i][j - a[i].length]);
    }

    private static Sized[][] below(Sized[][] a, Sized[][] b) {
        return Stream.of(a, b).flatMap(Arrays::stream).toArray(Sized[][]::new);
    }

    // by hand: without scores all weights are equal, so that each position is the mean of 1, 3 and 8, or of those up to it
    @Test
    void forwardWhenScoresAreEqualShouldAnswerMeans() {
        Float64Tensor input = new Float64Tensor(Shape.of(3, 1), new double[]{1, 3, 8});
        assertThat(forward(ofValues(false, input)).output().values()).containsExactly(4, 4, 4);
        assertThat(forward(ofValues(true, input)).output().values()).containsExactly(1, 2, 4);
    }

    private static LayerFixture<MultiheadAttention> ofValues(boolean isCausal, Float64Tensor input) {
        return LayerFixture.of(new MultiheadAttention(1, isCausal), input)
                .with("in_proj_weight", new Float64Tensor(Shape.of(3, 1), new double[]{0, 0, 1}))
                .with("out_proj_weight", new Float64Tensor(Shape.of(1, 1), new double[]{1}));
    }

    // the limit of the softmax: scores of 10³¹⁰, 5·10³⁰⁹ and -10³¹⁰ for the first position, and the reverse for the last
    @Test
    void forwardWhenScoresAreBeyondFloat64ShouldAnswerTheLargest() {
        LayerFixture<MultiheadAttention> fixture = LayerFixture
                .of(new MultiheadAttention(1, false),
                        new Float64Tensor(Shape.of(3, 1), new double[]{1e155, 5e154, -1e155}))
                .with("in_proj_weight", new Float64Tensor(Shape.of(3, 1), new double[]{1, 1, 3}))
                .with("out_proj_weight", new Float64Tensor(Shape.of(1, 1), new double[]{1}));
        assertThat(forward(fixture).output().values()).containsExactly(3e155, 3e155, -3e155);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void passesWhenQueriesTakeSeveralBlocksShouldFollowTheRules(boolean isCausal) {
        LayerFixture<MultiheadAttention> fixture = larger(new MultiheadAttention(1, isCausal), 1, 70, 2);
        LayerPoint<MultiheadAttention> point = new LayerPoint<>(fixture,
                LayerFixture.upstream(fixture.input().shape()));
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        Layer.Pass pass = forward(fixture);
        gradients.put(Layer.INPUT, pass.backward(point.upstream(), gradients));
        assertFollows(pass.output(), sizedOutput(fixture));
        gradients.forEach((name, gradient) -> assertFollows(gradient.widened(),
                Arrays.stream(Objects.requireNonNull(gradients(point).get(name))).flatMap(Arrays::stream).toList()));
    }

    private static List<Sized> sizedOutput(LayerFixture<MultiheadAttention> fixture) {
        Map<String, ExactTensor> parameters = new LinkedHashMap<>();
        fixture.parameters().forEach((name, tensor) -> parameters.put(name, ExactTensor.of(tensor)));
        return output(fixture.layer(), ExactTensor.of(fixture.input()), parameters, new Arithmetic(60)).toList();
    }

    /** Within half an ulp for each term of the longest sum. */
    private static void assertFollows(Float64Tensor actual, List<Sized> exact) {
        assertThat(actual.values()).hasSize(exact.size());
        for (int i = 0; i < exact.size(); i++) {
            assertThat(new Exact(exact.get(i).value(), exact.get(i).size(), BigDecimal.ZERO).ulps(actual.get(i)))
                    .isLessThanOrEqualTo(35);
        }
    }

    private static LayerFixture<MultiheadAttention> larger(MultiheadAttention layer, int batch, int length,
            int features) {
        return LayerFixture.of(layer, LayerFixture.random(1, batch, length, features))
                .with("in_proj_weight", LayerFixture.random(2, 3 * features, features))
                .with("in_proj_bias", LayerFixture.random(3, 3 * features))
                .with("out_proj_weight", LayerFixture.random(4, features, features))
                .with("out_proj_bias", LayerFixture.random(5, features));
    }

    @Test
    void passesWhenComputedOnAnyNumberOfThreadsShouldBeTheSame() {
        LayerFixture<MultiheadAttention> fixture = larger(new MultiheadAttention(4, true), 3, 130, 32);
        assertThat(answers(fixture, 4)).isDeepEqualTo(answers(fixture, 1));
    }

    private double[][] answers(LayerFixture<MultiheadAttention> fixture, int threads) {
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return pool.submit(() -> answers(fixture)).join();
        }
    }

    // twice the length: twice the memory, and four times the work of scores
    @Test
    void costWhenTheSequenceGrowsShouldNeedMemoryInProportion() {
        Cost once = cost(1 << 14);
        Cost twice = cost(1 << 15);
        assertThat((double) twice.bytes() / once.bytes()).isBetween(1.9, 2.0);
        assertThat((double) twice.operations() / once.operations()).isBetween(3.9, 4.0);
    }

    private static Cost cost(int length) {
        LayerFixture<MultiheadAttention> fixture = larger(new MultiheadAttention(2, false), 1, 1, 8);
        Shape shape = Shape.of(length, 8);
        return fixture.layer().cost(shape, shape, new Parameters(fixture.parameters()));
    }

    @Test
    void forwardWhenThereIsNothingShouldAnswerNothing() {
        for (Shape empty : List.of(Shape.of(0, 2, 2), Shape.of(2, 0, 2))) {
            LayerFixture<MultiheadAttention> fixture = larger(new MultiheadAttention(2, false), 1, 1, 2);
            Layer.Pass pass = fixture.layer().forward(Float64Tensor.zeros(empty), new Parameters(fixture.parameters()));
            assertThat(pass.output().shape()).isEqualTo(empty);
            assertThat(pass.backward(pass.output(), new LinkedHashMap<>()).shape()).isEqualTo(empty);
        }
    }

    @Test
    void outputShapeWhenShapesDoNotFitShouldSayWhatReachesTheLayer() {
        LayerFixture<MultiheadAttention> fixture = larger(new MultiheadAttention(2, false), 2, 3, 4);
        assertThat(misfit(fixture.with("in_proj_weight", LayerFixture.random(1, 4, 4)))).isEqualTo(
                "in_proj_weight[]: in_proj_weight must have shape [12, 4] for the layer's input [2, 3, 4], got [4, 4]");
        assertThat(misfit(fixture.with("in_proj_bias", LayerFixture.random(1, 4)))).isEqualTo(
                "in_proj_bias[]: in_proj_bias must have shape [12] for the layer's input [2, 3, 4], got [4]");
        assertThat(misfit(fixture.with("out_proj_weight", LayerFixture.random(1, 4)))).isEqualTo(
                "out_proj_weight[]: out_proj_weight must have shape [4, 4] for the layer's input [2, 3, 4], got [4]");
        assertThat(misfit(larger(new MultiheadAttention(3, false), 2, 3, 4))).isEqualTo(
                "num_heads[]: num_heads must divide the 4 features of the layer's input, which has shape [2, 3, 4]; got 3");
        assertThat(misfit(LayerFixture.of(new MultiheadAttention(), LayerFixture.random(1, 4)))).isEqualTo(
                "input[]: the input of the layer must have shape (N, L, E) or (L, E), got [4]");
    }
}
