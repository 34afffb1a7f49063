package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DropoutTests extends LayerContract<Dropout> {

    DropoutTests() {
        super(Dropout.class);
    }

    private static Float64Tensor mask(int... kept) {
        double[] mask = new double[kept.length];
        for (int i = 0; i < kept.length; i++) {
            mask[i] = kept[i];
        }
        return new Float64Tensor(Shape.of(2, kept.length / 2), mask);
    }

    @Override
    public List<LayerFixture<Dropout>> fixtures() {
        return List.of(
                LayerFixture.of(new Dropout(), LayerFixture.random(1, 2, 3)).with("mask", mask(1, 0, 1, 1, 0, 0)),
                LayerFixture.of(new Dropout(0), LayerFixture.random(2, 2, 2)).with("mask", mask(1, 0, 1, 1)),
                LayerFixture.of(new Dropout(0.3), LayerFixture.random(3, 2, 2)).with("mask", mask(1, 1, 0, 1)),
                LayerFixture.of(new Dropout(1), LayerFixture.random(3, 2, 2)).with("mask", mask(1, 1, 0, 1)));
    }

    @Override
    Map<String, String> options() {
        return Map.of("p", "0.5 in [0, 1]");
    }

    @Override
    public List<BigDecimal> formula(Dropout layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        BigDecimal rest = BigDecimal.ONE.subtract(new BigDecimal(layer.p()));
        List<BigDecimal> output = new ArrayList<>();
        for (int i = 0; i < input.values().size(); i++) {
            BigDecimal kept = input.values().get(i)
                    .multiply(Objects.requireNonNull(parameters.get("mask")).values().get(i));
            output.add(rest.signum() == 0 ? BigDecimal.ZERO : math.divide(kept, rest));
        }
        return output;
    }

    @Test
    void outputShapeWhenMaskDoesNotFitShouldSayWhatReachesTheLayer() {
        assertThat(misfit(LayerFixture.of(new Dropout(), LayerFixture.random(1, 3)).with("mask", mask(1, 1, 1, 0))))
                .isEqualTo("mask[]: mask must have shape [3] of the layer's input, got [2, 2]");
    }

    @Test
    void forwardWhenNaNIsDroppedShouldNotSeeIt() {
        Float64Tensor input = new Float64Tensor(Shape.of(2, 1), new double[]{Double.NaN, 1});
        assertThat(forward(LayerFixture.of(new Dropout(), input).with("mask", mask(0, 1))).output().values())
                .containsExactly(0, 2);
    }
}
