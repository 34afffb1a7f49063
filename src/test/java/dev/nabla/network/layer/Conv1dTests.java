package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nabla.option.InvalidOptionException;
import dev.nabla.option.Padding;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class Conv1dTests extends LayerContract<Conv1d> {

    Conv1dTests() {
        super(Conv1d.class);
    }

    @Override
    public List<LayerFixture<Conv1d>> fixtures() {
        return List.of(
                LayerFixture.of(new Conv1d(), LayerFixture.random(1, 2, 2, 5))
                        .with("weight", LayerFixture.random(2, 3, 2, 3)).with("bias", LayerFixture.random(3, 3)),
                LayerFixture.of(new Conv1d(2, Padding.of(1), 1, 1), LayerFixture.random(4, 1, 6))
                        .with("weight", LayerFixture.random(5, 2, 1, 3)),
                LayerFixture.of(new Conv1d(1, Padding.of(2), 2, 1), LayerFixture.random(6, 1, 1, 4))
                        .with("weight", LayerFixture.random(7, 1, 1, 3)),
                LayerFixture.of(new Conv1d(1, Padding.of(1), 1, 2), LayerFixture.random(8, 2, 4, 3))
                        .with("weight", LayerFixture.random(9, 4, 2, 2)).with("bias", LayerFixture.random(10, 4)),
                LayerFixture.of(new Conv1d(1, new Padding(null), 3, 1), LayerFixture.random(11, 1, 2, 5))
                        .with("weight", LayerFixture.random(12, 2, 2, 4)));
    }

    /** Half an ulp for each term of the longest sum, which is that of a weight over all windows of all sequences. */
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
                "groups", "1 in [1, 65535]");
    }

    /** Windows begin in the padding and end before it does. "same" pads by one more at the end if it must. */
    @Override
    public List<BigDecimal> formula(Conv1d layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        Shape shape = input.shape();
        ExactTensor x = shape.rank() == 3
                ? input
                : new ExactTensor(Shape.of(1, shape.size(0), shape.size(1)), input.values());
        ExactTensor weight = Objects.requireNonNull(parameters.get("weight"));
        int reach = (int) layer.dilation() * (weight.shape().size(2) - 1);
        Long zeros = layer.padding().zeros();
        int before = zeros == null ? reach / 2 : zeros.intValue();
        int after = zeros == null ? reach - before : before;
        List<BigDecimal> output = new ArrayList<>();
        for (int n = 0; n < x.shape().size(0); n++) {
            for (int o = 0; o < weight.shape().size(0); o++) {
                for (int start = -before; start + reach < shape.size(-1) + after; start += (int) layer.stride()) {
                    output.add(sum(layer, x, parameters, n, o, start));
                }
            }
        }
        return output;
    }

    private static BigDecimal sum(Conv1d layer, ExactTensor x, Map<String, ExactTensor> parameters, int n, int o,
            int start) {
        ExactTensor weight = Objects.requireNonNull(parameters.get("weight"));
        ExactTensor bias = parameters.get("bias");
        int channels = weight.shape().size(1);
        int first = o / (weight.shape().size(0) / (int) layer.groups()) * channels;
        BigDecimal sum = bias == null ? BigDecimal.ZERO : bias.at(o);
        for (int c = 0; c < channels; c++) {
            for (int k = 0; k < weight.shape().size(2); k++) {
                sum = sum.add(weight.at(o, c, k).multiply(x.padded(n, first + c, start + k * (int) layer.dilation())));
            }
        }
        return sum;
    }

    @Test
    void outputShapeWhenShapesDoNotFitShouldSayWhatReachesTheLayer() {
        LayerFixture<Conv1d> fixture = LayerFixture.of(new Conv1d(), LayerFixture.random(1, 1, 2, 3));
        assertThat(misfit(fixture.with("weight", LayerFixture.random(1, 1, 3, 2)))).isEqualTo(
                "weight[]: weight has 3 channels for each of 1 groups, but the layer's input has 2 channels (shape [1, 2, 3])");
        assertThat(misfit(fixture.with("weight", LayerFixture.random(1, 1, 2, 4)))).isEqualTo(
                "weight[]: weight gives windows of 4, which are larger than the padded 3 positions of the layer's input (shape [1, 2, 3])");
        assertThat(misfit(fixture.with("weight", LayerFixture.random(1, 2, 2)))).isEqualTo(
                "weight[]: weight must have shape (out, C / groups, kernel size), got [2, 2]");
        assertThat(misfit(fixture.with("weight", LayerFixture.random(1, 1, 2, 0)))).contains("got [1, 2, 0]");
        assertThat(misfit(
                fixture.with("weight", LayerFixture.random(1, 1, 2, 2)).with("bias", LayerFixture.random(1, 2))))
                .startsWith("bias[]: bias must have shape [1]");
        assertThat(misfit(LayerFixture.of(new Conv1d(1, Padding.of(0), 1, 2), LayerFixture.random(1, 1, 2, 3))
                .with("weight", LayerFixture.random(1, 3, 1, 2)))).startsWith("groups[]: ").contains("got 2");
        assertThat(misfit(LayerFixture.of(new Conv1d(), LayerFixture.random(1, 3)).with("weight",
                LayerFixture.random(1, 3, 1, 2)))).isEqualTo(
                        "input[]: the input of the layer must have shape (N, C, L) or (C, L), got [3]");
        assertThat(misfit(LayerFixture.of(new Conv1d(1, new Padding(null), 65535, 1), LayerFixture.random(1, 1, 3))
                .with("weight", LayerFixture.random(1, 1, 1, 32770)))).isEqualTo(
                        "dilation[]: a kernel of 32770 with a dilation of 65535 reaches over 2147516415 positions, more than padding \"same\" may add: 2147483647");
    }

    // PyTorch: "padding='same' is not supported for strided convolutions"
    @Test
    void constructorWhenPaddingKeepsTheLengthShouldRefuseAStride() {
        assertThatThrownBy(() -> new Conv1d(2, new Padding(null), 1, 1)).isInstanceOf(InvalidOptionException.class)
                .hasMessage("padding \"same\" needs a stride of 1, got a stride of 2");
    }
}
