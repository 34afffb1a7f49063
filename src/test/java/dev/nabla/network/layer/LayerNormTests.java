package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerNormTests extends NormalizationContract<LayerNorm> {

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

    @Override
    BigDecimal eps(LayerNorm layer) {
        return new BigDecimal(layer.eps());
    }

    /** Rows of adjacent elements, each with a weight of its own. */
    @Override
    Layout layout(LayerNorm layer, Shape input, Map<String, ExactTensor> parameters) {
        int count = features(layer.normalizedAxes(), input, parameters);
        return new Layout(i -> i / count, i -> i % count);
    }

    /** The number of elements of the last axes: those of weight, or as many as the option says. */
    static int features(@Nullable Long axes, Shape input, Map<String, ExactTensor> parameters) {
        ExactTensor weight = parameters.get("weight");
        return weight != null
                ? weight.shape().elements()
                : axes == null ? input.size(-1) : input.size(-1) * input.size(-2);
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
