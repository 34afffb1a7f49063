package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.option.IntegerPair;
import dev.nabla.option.InvalidOptionException;
import dev.nabla.option.PaddingPair;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Conv2dTests extends LayerContract<Conv2d> {

    Conv2dTests() {
        super(Conv2d.class);
    }

    @Override
    public List<LayerFixture<Conv2d>> fixtures() {
        return List.of(
                LayerFixture.of(new Conv2d(), LayerFixture.random(1, 2, 2, 4, 3))
                        .with("weight", LayerFixture.random(2, 3, 2, 2, 2))
                        .with("bias", LayerFixture.random(3, 3)),
                LayerFixture.of(new Conv2d(IntegerPair.of(2), new PaddingPair(IntegerPair.of(1)), IntegerPair.of(1), 1),
                        LayerFixture.random(4, 1, 5, 4))
                        .with("weight", LayerFixture.random(5, 2, 1, 3, 2)),
                LayerFixture.of(new Conv2d(IntegerPair.of(1), new PaddingPair(IntegerPair.of(2)), IntegerPair.of(2), 1),
                        LayerFixture.random(6, 1, 1, 3, 4))
                        .with("weight", LayerFixture.random(7, 1, 1, 2, 3)),
                LayerFixture.of(new Conv2d(IntegerPair.of(1), new PaddingPair(IntegerPair.of(1)), IntegerPair.of(1), 2),
                        LayerFixture.random(8, 2, 4, 3, 2))
                        .with("weight", LayerFixture.random(9, 4, 2, 2, 1)).with("bias", LayerFixture.random(10, 4)),
                LayerFixture
                        .of(new Conv2d(new IntegerPair(2, 1), new PaddingPair(new IntegerPair(0, 2)),
                                new IntegerPair(1, 2), 1),
                                LayerFixture.random(11, 1, 2, 5, 3))
                        .with("weight", LayerFixture.random(12, 2, 2, 2, 3)),
                LayerFixture.of(new Conv2d(IntegerPair.of(1), new PaddingPair(null), new IntegerPair(1, 3), 1),
                        LayerFixture.random(13, 1, 4, 3)).with("weight", LayerFixture.random(14, 1, 1, 3, 2)));
    }

    /** Half an ulp for each term of the longest sum, which is that of a weight over all windows of all images. */
    @Override
    public double budget() {
        return 0.5 * fixtures().stream().mapToInt(fixture -> outputShape(fixture).elements()
                / Objects.requireNonNull(fixture.parameters().get("weight")).shape().size(0)).max().orElseThrow();
    }

    @Override
    public boolean isSumOfProducts() {
        return true;
    }

    @Override
    Map<String, String> options() {
        return Map.of("stride", "1 in [1, 65535]", "padding", "0 in [0, 65535]", "dilation", "1 in [1, 65535]",
                "groups",
                "1 in [1, 65535]");
    }

    @Override
    public List<BigDecimal> formula(Conv2d layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        ExactTensor x = input.shape().rank() == 4
                ? input
                : new ExactTensor(Shape.of(1, input.shape().size(0), input.shape().size(1), input.shape().size(2)),
                        input.values());
        ExactTensor weight = Objects.requireNonNull(parameters.get("weight"));
        ExactTensor bias = parameters.get("bias");
        int outputs = weight.shape().size(0);
        int channels = weight.shape().size(1);
        int groups = (int) layer.groups();
        IntegerPair dilation = layer.dilation();
        List<BigDecimal> output = new ArrayList<>();
        for (int n = 0; n < x.shape().size(0); n++) {
            for (int o = 0; o < outputs; o++) {
                int first = o / (outputs / groups) * channels;
                for (int top : starts(x.shape().size(2), weight.shape().size(2), layer, IntegerPair::first)) {
                    for (int left : starts(x.shape().size(3), weight.shape().size(3), layer, IntegerPair::second)) {
                        BigDecimal sum = bias == null ? BigDecimal.ZERO : bias.at(o);
                        for (int c = 0; c < channels; c++) {
                            for (int k = 0; k < weight.shape().size(2); k++) {
                                for (int l = 0; l < weight.shape().size(3); l++) {
                                    sum = sum.add(weight.at(o, c, k, l).multiply(
                                            x.padded(n, first + c, top + k * (int) dilation.first(),
                                                    left + l * (int) dilation.second())));
                                }
                            }
                        }
                        output.add(sum);
                    }
                }
            }
        }
        return output;
    }

    /** Where windows begin: as long as they end before the padding does. "same" pads by one more at the end if it must. */
    private static int[] starts(int size, int kernel, Conv2d layer, ToLongFunction<IntegerPair> direction) {
        int reach = (int) direction.applyAsLong(layer.dilation()) * (kernel - 1);
        IntegerPair zeros = layer.padding().zeros();
        int stride = (int) direction.applyAsLong(layer.stride());
        int before = zeros == null ? reach / 2 : (int) direction.applyAsLong(zeros);
        int after = zeros == null ? reach - before : before;
        return IntStream.iterate(-before, start -> start + reach < size + after, start -> start + stride).toArray();
    }

    @Test
    void outputShapeWhenShapesDoNotFitShouldSayWhatReachesTheLayer() {
        LayerFixture<Conv2d> fixture = LayerFixture.of(new Conv2d(), LayerFixture.random(1, 1, 2, 3, 3));
        assertThat(misfit(fixture.with("weight", LayerFixture.random(1, 1, 3, 2, 2)))).isEqualTo(
                "weight[]: weight has 3 channels for each of 1 groups, but the layer's input has 2 channels (shape [1, 2, 3, 3])");
        assertThat(misfit(fixture.with("weight", LayerFixture.random(1, 1, 2, 4, 2)))).startsWith("weight[]: ")
                .contains("windows of 4x2", "3x3");
        assertThat(misfit(fixture.with("weight", LayerFixture.random(1, 1, 2, 2)))).contains("got [1, 2, 2]");
        assertThat(misfit(
                fixture.with("weight", LayerFixture.random(1, 1, 2, 2, 2)).with("bias", LayerFixture.random(1, 2))))
                .startsWith("bias[]: bias must have shape [1]");
        assertThat(misfit(
                LayerFixture.of(new Conv2d(IntegerPair.of(1), new PaddingPair(IntegerPair.of(0)), IntegerPair.of(1), 2),
                        LayerFixture.random(1, 1, 2, 3, 3)).with("weight",
                                LayerFixture.random(1, 3, 1, 2, 2))))
                .startsWith("groups[]: ").contains("got 2");
        assertThat(misfit(LayerFixture.of(new Conv2d(), LayerFixture.random(1, 3, 3)).with("weight",
                LayerFixture.random(1, 3, 1, 2, 2)))).startsWith("input[]: ").contains("got [3, 3]");
        assertThat(misfit(LayerFixture
                .of(new Conv2d(IntegerPair.of(1), new PaddingPair(IntegerPair.of(5000)), IntegerPair.of(1), 1),
                        LayerFixture.random(1, 1, 1, 1))
                .with("weight",
                        LayerFixture.random(1, 1, 1, 4, 4))))
                .startsWith("weight[]: ").contains("more than");
    }

    // PyTorch: "padding='same' is not supported for strided convolutions"
    @Test
    void constructorWhenPaddingKeepsTheSizeShouldRefuseAStride() {
        assertThatThrownBy(() -> new Conv2d(new IntegerPair(1, 2), new PaddingPair(null), IntegerPair.of(1), 1))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("padding \"same\" needs a stride of 1, got a stride of [1, 2]");
    }
}
