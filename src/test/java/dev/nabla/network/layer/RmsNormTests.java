package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RmsNormTests extends NormalizationContract<RmsNorm> {

    RmsNormTests() {
        super(RmsNorm.class);
    }

    @Override
    public List<LayerFixture<RmsNorm>> fixtures() {
        Float64Tensor shifted = new Float64Tensor(Shape.of(1, 3), new double[]{1e9, 1e9 + 1, 1e9 + 3});
        return List.of(LayerFixture.of(new RmsNorm(), LayerFixture.random(1, 2, 5)),
                LayerFixture.of(new RmsNorm(0.5, 2L), LayerFixture.random(2, 2, 2, 3)),
                LayerFixture.of(new RmsNorm(), LayerFixture.random(3, 2, 4)).with("weight", LayerFixture.random(4, 4)),
                LayerFixture.of(new RmsNorm(1e-3, null), LayerFixture.random(6, 2, 2, 3))
                        .with("weight", LayerFixture.random(7, 2, 3)),
                LayerFixture.of(new RmsNorm(0, null), shifted));
    }

    @Override
    BigDecimal eps(RmsNorm layer) {
        return new BigDecimal(layer.eps());
    }

    @Override
    boolean isCentered() {
        return false;
    }

    @Override
    Layout layout(RmsNorm layer, Shape input, Map<String, ExactTensor> parameters) {
        int count = LayerNormTests.features(layer.normalizedAxes(), input, parameters);
        return new Layout(i -> i / count, i -> i % count);
    }

    // by hand: the root mean square of 3 and 4 is 5/√2, and 4√2/5 = 1.1313708498984760390
    @ParameterizedTest
    @ValueSource(doubles = {1, 0x1p515, 0x1p1020, 0x1p-500})
    void forwardWhenSquaresLeaveTheRangeShouldStillNormalize(double size) {
        assertThat(forward(LayerFixture.of(new RmsNorm(0, null), vector(3 * size, 4 * size))).output().values())
                .containsExactly(0.848528137423857, 1.131370849898476);
    }

    @Override
    Map<String, String> options() {
        return Map.of("eps", "2.220446049250313E-16 in [0, inf)", "normalized_axes", "null in [1, 64]");
    }

    @Test
    void outputShapeWhenShapesDoNotFitShouldSayWhatReachesTheLayer() {
        assertThat(misfit(LayerFixture.of(new RmsNorm(), LayerFixture.random(1, 2, 3)).with("weight",
                LayerFixture.random(2, 4)))).isEqualTo(
                        "weight[]: weight must have shape [3] of the last axes of the layer's input [2, 3], got [4]");
        assertThat(misfit(LayerFixture.of(new RmsNorm(1e-5, 3L), LayerFixture.random(1, 2, 3))))
                .startsWith("normalized_axes[]: normalized_axes must be at most 2");
        assertThat(misfit(LayerFixture.of(new RmsNorm(), LayerFixture.random(1))))
                .startsWith("input[]: the input of rms_norm must have a feature axis");
    }
}
