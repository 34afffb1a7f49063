package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupNormTests extends NormalizationContract<GroupNorm> {

    GroupNormTests() {
        super(GroupNorm.class);
    }

    @Override
    public List<LayerFixture<GroupNorm>> fixtures() {
        Float64Tensor shifted = new Float64Tensor(Shape.of(1, 1, 3), new double[]{1e9, 1e9 + 1, 1e9 + 3});
        return List.of(LayerFixture.of(new GroupNorm(), LayerFixture.random(1, 2, 4)),
                LayerFixture.of(new GroupNorm(2, 0.5), LayerFixture.random(2, 2, 4, 2)),
                LayerFixture.of(new GroupNorm(2, 1e-5), LayerFixture.random(3, 2, 4, 3))
                        .with("weight", LayerFixture.random(4, 4)).with("bias", LayerFixture.random(5, 4)),
                LayerFixture.of(new GroupNorm(3, 1e-3), LayerFixture.random(6, 1, 3, 2, 2))
                        .with("weight", LayerFixture.random(7, 3)),
                LayerFixture.of(new GroupNorm(1, 0), shifted));
    }

    @Override
    BigDecimal eps(GroupNorm layer) {
        return new BigDecimal(layer.eps());
    }

    /** Groups of adjacent channels, each of which has a weight of its own. */
    @Override
    Layout layout(GroupNorm layer, Shape input, Map<String, ExactTensor> parameters) {
        int channels = input.size(1);
        int positions = input.elements() / input.size(0) / channels;
        int group = (int) (channels / layer.numGroups() * positions);
        return new Layout(i -> i / group, i -> i / positions % channels);
    }

    @Override
    Map<String, String> options() {
        return Map.of("num_groups", "required in [1, inf)", "eps", "1.0E-5 in [0, inf)");
    }

    @Test
    void outputShapeWhenShapesDoNotFitShouldSayWhatReachesTheLayer() {
        assertThat(misfit(LayerFixture.of(new GroupNorm(3, 1e-5), LayerFixture.random(1, 2, 4, 5)))).isEqualTo(
                "num_groups[]: num_groups must divide the 4 channels of the layer's input, which has shape [2, 4, 5]; got 3");
        assertThat(misfit(LayerFixture.of(new GroupNorm(), LayerFixture.random(1, 2, 4, 5)).with("bias",
                LayerFixture.random(2, 5)))).isEqualTo(
                        "bias[]: bias must have shape [4], one value per channel of the layer's input [2, 4, 5], got [5]");
        assertThat(misfit(LayerFixture.of(new GroupNorm(), LayerFixture.random(1, 4))))
                .isEqualTo("input[]: the input of the layer must have shape (N, C, …), got [4]");
        assertThat(misfit(LayerFixture.of(new GroupNorm(), LayerFixture.random(1))))
                .isEqualTo("input[]: the input of the layer must have shape (N, C, …), got a scalar");
    }

    // an empty batch has no groups
    @Test
    void forwardWhenThereAreNoElementsShouldAnswerNone() {
        assertThat(forward(LayerFixture.of(new GroupNorm(2, 1e-5), LayerFixture.random(1, 0, 4, 5))).output().shape())
                .isEqualTo(Shape.of(0, 4, 5));
        assertThat(forward(LayerFixture.of(new GroupNorm(2, 1e-5), LayerFixture.random(1, 3, 4, 0))).output().shape())
                .isEqualTo(Shape.of(3, 4, 0));
    }
}
