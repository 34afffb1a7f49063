package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerNormTests extends LayerContract<LayerNorm> {

    LayerNormTests() {
        super(LayerNorm.class);
    }

    @Override
    List<LayerFixture<LayerNorm>> fixtures() {
        Float64Tensor shifted = new Float64Tensor(Shape.of(1, 3), new double[]{1e9, 1e9 + 1, 1e9 + 3});
        return List.of(LayerFixture.of(new LayerNorm(), LayerFixture.random(1, 2, 5)),
                LayerFixture.of(new LayerNorm(0.5, 2L), LayerFixture.random(2, 2, 2, 3)),
                LayerFixture.of(new LayerNorm(), LayerFixture.random(3, 2, 4)).with("weight", LayerFixture.random(4, 4))
                        .with("bias", LayerFixture.random(5, 4)),
                LayerFixture.of(new LayerNorm(1e-3, null), LayerFixture.random(6, 2, 2, 3))
                        .with("weight", LayerFixture.random(7, 2, 3)),
                LayerFixture.of(new LayerNorm(0, null), shifted));
    }

    @Override
    Map<String, String> options() {
        return Map.of("eps", "1.0E-5 in [0, inf)", "normalized_axes", "null in [1, 64]");
    }

    @Override
    List<BigDecimal> formula(LayerNorm layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        Shape shape = input.shape();
        ExactTensor weight = parameters.get("weight");
        ExactTensor bias = parameters.get("bias");
        int count = weight != null
                ? weight.shape().elements()
                : layer.normalizedAxes() == null ? shape.size(-1) : shape.size(-1) * shape.size(-2);
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
