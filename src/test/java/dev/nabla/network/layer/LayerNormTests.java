package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerNormTests extends LayerContract<LayerNorm> {

    LayerNormTests() {
        super(LayerNorm.class);
    }

    @Override
    public List<LayerFixture<LayerNorm>> fixtures() {
        Float64Tensor shifted = new Float64Tensor(Shape.of(1, 3), new double[]{1e9, 1e9 + 1, 1e9 + 3});
        return List.of(LayerFixture.of(new LayerNorm(), LayerFixture.random(1, 2, 5)),
                LayerFixture.of(new LayerNorm(0.5, 2L), LayerFixture.random(2, 2, 2, 3)),
                LayerFixture.of(new LayerNorm(), LayerFixture.random(3, 2, 4)).with("weight", LayerFixture.random(4, 4))
                        .with("bias", LayerFixture.random(5, 4)),
                LayerFixture.of(new LayerNorm(1e-3, null), LayerFixture.random(6, 2, 2, 3))
                        .with("weight", LayerFixture.random(7, 2, 3)),
                LayerFixture.of(new LayerNorm(0, null), shifted));
    }

    private static int count(LayerNorm layer, ExactTensor input, Map<String, ExactTensor> parameters) {
        ExactTensor weight = parameters.get("weight");
        Shape shape = input.shape();
        return weight != null
                ? weight.shape().elements()
                : layer.normalizedAxes() == null ? shape.size(-1) : shape.size(-1) * shape.size(-2);
    }

    /** (|x| + |μ|)/σ·|w| + |b|, with the mean of the sizes for μ. */
    @Override
    public List<BigDecimal> sizes(LayerNorm layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        return rows(layer, input, parameters, math).stream().flatMap(row -> row.sizes(parameters, math).stream())
                .toList();
    }

    /** The terms of the rules of the layer: h − mean h − x̂·mean(h·x̂) over σ, and the sum of g·x̂. */
    @Override
    public BigDecimal gradientSize(LayerPoint<LayerNorm> point, String name, int position, Arithmetic math) {
        Map<String, ExactTensor> parameters = new LinkedHashMap<>();
        point.fixture().parameters().forEach((key, tensor) -> parameters.put(key, ExactTensor.of(tensor)));
        List<NormalRow> rows = rows(point.fixture().layer(), ExactTensor.of(point.fixture().input()), parameters, math);
        List<BigDecimal> upstream = ExactTensor.of(point.upstream()).abs().values();
        int count = rows.getFirst().x.size();
        return switch (name) {
            case "input" -> rows.get(position / count).gradientSize(position % count,
                    upstream.subList(position - position % count, position - position % count + count),
                    parameters.get("weight"), math);
            case "weight" -> IntStream.range(0, rows.size())
                    .mapToObj(row -> rows.get(row).size(position, math).multiply(upstream.get(row * count + position)))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            default -> BigDecimal.ZERO;
        };
    }

    private List<NormalRow> rows(LayerNorm layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        int count = count(layer, input, parameters);
        List<NormalRow> rows = new ArrayList<>();
        for (int start = 0; start < input.values().size(); start += count) {
            List<BigDecimal> x = input.values().subList(start, start + count);
            BigDecimal number = BigDecimal.valueOf(count);
            BigDecimal mean = math.divide(x.stream().reduce(BigDecimal.ZERO, BigDecimal::add), number);
            BigDecimal size = math.divide(x.stream().map(BigDecimal::abs).reduce(BigDecimal.ZERO, BigDecimal::add),
                    number);
            BigDecimal squares = x.stream().map(each -> each.subtract(mean).pow(2)).reduce(BigDecimal.ZERO,
                    BigDecimal::add);
            rows.add(new NormalRow(x, mean, size,
                    math.sqrt(math.divide(squares, number).add(new BigDecimal(layer.eps())))));
        }
        return rows;
    }

    /** A row, its mean, the mean of the sizes of its elements, and its deviation. */
    private record NormalRow(List<BigDecimal> x, BigDecimal mean, BigDecimal meanSize, BigDecimal deviation) {

        BigDecimal size(int i, Arithmetic math) {
            return math.divide(x.get(i).abs().add(meanSize), deviation);
        }

        List<BigDecimal> sizes(Map<String, ExactTensor> parameters, Arithmetic math) {
            ExactTensor weight = parameters.get("weight");
            ExactTensor bias = parameters.get("bias");
            return IntStream.range(0, x.size()).mapToObj(i -> {
                BigDecimal size = weight == null ? size(i, math) : size(i, math).multiply(weight.abs().values().get(i));
                return bias == null ? size : size.add(bias.abs().values().get(i));
            }).toList();
        }

        BigDecimal gradientSize(int i, List<BigDecimal> upstream, @Nullable ExactTensor weight, Arithmetic math) {
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal projection = BigDecimal.ZERO;
            BigDecimal own = BigDecimal.ZERO;
            for (int j = 0; j < x.size(); j++) {
                BigDecimal h = weight == null
                        ? upstream.get(j)
                        : upstream.get(j).multiply(weight.abs().values().get(j));
                sum = sum.add(h);
                projection = projection.add(h.multiply(normal(j, math).abs()));
                own = i == j ? h : own;
            }
            BigDecimal means = math.divide(sum.add(normal(i, math).abs().multiply(projection)),
                    BigDecimal.valueOf(x.size()));
            return math.divide(own.add(means), deviation);
        }

        private BigDecimal normal(int i, Arithmetic math) {
            return math.divide(x.get(i).subtract(mean), deviation);
        }
    }

    // by hand: the mean is 0 and the deviation is that of each, beside which eps does not matter
    @ParameterizedTest
    @ValueSource(doubles = {1e155, 1.5e308, 1e-150})
    void forwardWhenSquaresLeaveTheRangeShouldStillNormalize(double size) {
        assertThat(forward(LayerFixture.of(new LayerNorm(0, null), vector(size, -size))).output().values())
                .containsExactly(1, -1);
    }

    @Override
    Map<String, String> options() {
        return Map.of("eps", "1.0E-5 in [0, inf)", "normalized_axes", "null in [1, 64]");
    }

    @Override
    public List<BigDecimal> formula(LayerNorm layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        Shape shape = input.shape();
        ExactTensor weight = parameters.get("weight");
        ExactTensor bias = parameters.get("bias");
        int count = count(layer, input, parameters);
        BigDecimal number = BigDecimal.valueOf(count);
        List<BigDecimal> output = new ArrayList<>();
        for (int start = 0; start < shape.elements(); start += count) {
            List<BigDecimal> row = input.values().subList(start, start + count);
            BigDecimal mean = math.divide(row.stream().reduce(BigDecimal.ZERO, BigDecimal::add), number);
            BigDecimal squares = row.stream().map(x -> x.subtract(mean).pow(2)).reduce(BigDecimal.ZERO,
                    BigDecimal::add);
            BigDecimal deviation = math.sqrt(math.divide(squares, number).add(new BigDecimal(layer.eps())));
            for (int i = 0; i < count; i++) {
                BigDecimal normal = math.divide(row.get(i).subtract(mean), deviation);
                BigDecimal scaled = weight == null ? normal : normal.multiply(weight.values().get(i));
                output.add(bias == null ? scaled : scaled.add(bias.values().get(i)));
            }
        }
        return output;
    }

    @Test
    void outputShapeWhenShapesDoNotFitShouldSayWhatReachesTheLayer() {
        assertThat(misfit(LayerFixture.of(new LayerNorm(), LayerFixture.random(1, 2, 3)).with("weight",
                LayerFixture.random(2, 4))))
                .isEqualTo(
                        "weight[]: weight must have shape [3] of the last axes of the layer's input [2, 3], got [4]");
        assertThat(misfit(
                LayerFixture.of(new LayerNorm(), LayerFixture.random(1, 2, 3)).with("weight", LayerFixture.random(2, 3))
                        .with("bias", LayerFixture.random(2, 2, 3))))
                .startsWith("bias[]: bias must have shape [3]");
        assertThat(misfit(LayerFixture.of(new LayerNorm(1e-5, 3L), LayerFixture.random(1, 2, 3))))
                .startsWith("normalized_axes[]: normalized_axes must be at most 2");
        assertThat(misfit(LayerFixture.of(new LayerNorm(), LayerFixture.random(1))))
                .startsWith("input[]: the input of layer_norm must have a feature axis");
    }
}
