package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.network.Layer;
import dev.nabla.network.Parameters;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LinearTests extends LayerContract<Linear> {

    LinearTests() {
        super(Linear.class);
    }

    @Override
    public List<LayerFixture<Linear>> fixtures() {
        return List.of(
                LayerFixture.of(new Linear(), LayerFixture.random(1, 4, 3)).with("weight",
                        LayerFixture.random(2, 2, 3)),
                LayerFixture.of(new Linear(), LayerFixture.random(3, 2, 2, 3))
                        .with("weight", LayerFixture.random(4, 2, 3))
                        .with("bias", LayerFixture.random(5, 2)),
                LayerFixture.of(new Linear(), LayerFixture.random(6, 3)).with("weight", LayerFixture.random(7, 5, 3)));
    }

    @Override
    public boolean isSumOfProducts() {
        return true;
    }

    @Override
    Map<String, String> options() {
        return Map.of();
    }

    @Override
    public List<BigDecimal> formula(Linear layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        ExactTensor weight = Objects.requireNonNull(parameters.get("weight"));
        ExactTensor bias = parameters.get("bias");
        int features = input.shape().size(-1);
        List<BigDecimal> output = new ArrayList<>();
        for (int start = 0; start < input.values().size(); start += features) {
            for (int j = 0; j < weight.shape().size(0); j++) {
                BigDecimal sum = bias == null ? BigDecimal.ZERO : bias.at(j);
                for (int i = 0; i < features; i++) {
                    sum = sum.add(input.values().get(start + i).multiply(weight.at(j, i)));
                }
                output.add(sum);
            }
        }
        return output;
    }

    // by hand: 1.5e308 + 1.5e308 - 1.5e308, and the gradients alike
    @Test
    void passesWhenPartialSumsOverflowShouldBeFinite() {
        Layer.Pass pass = forward(LayerFixture.of(new Linear(), matrix(2, 2, 1, 1, 1, 1))
                .with("weight", matrix(1, 2, 1.5e308, 1.5e308)).with("bias", vector(-1.5e308)));
        assertThat(pass.output().values()).containsExactly(1.5e308, 1.5e308);
        Map<String, Tensor> gradients = new HashMap<>();
        Layer.Pass turned = forward(LayerFixture.of(new Linear(), matrix(3, 1, 1.5e308, 1.5e308, -1.5e308))
                .with("weight", matrix(1, 1, 1)).with("bias", vector(0)));
        turned.backward(matrix(3, 1, 1, 1, 1), gradients);
        assertThat(Objects.requireNonNull(gradients.get("weight")).get(0)).isEqualTo(1.5e308);
    }

    private static Float64Tensor matrix(int rows, int columns, double... values) {
        return new Float64Tensor(Shape.of(rows, columns), values);
    }

    // the empty sum, and what is added to it
    @Test
    void forwardWhenThereAreNoFeaturesShouldAnswerTheBias() {
        Parameters parameters = new Parameters(Map.of("weight", Float64Tensor.zeros(Shape.of(2, 0)), "bias",
                new Float64Tensor(Shape.of(2), new double[]{3, 4})));
        Layer.Pass pass = new Linear().forward(Float64Tensor.zeros(Shape.of(3, 0)), parameters);
        assertThat(pass.output().values()).containsExactly(3, 4, 3, 4, 3, 4);
        assertThat(pass.backward(pass.output(), new HashMap<>()).shape()).isEqualTo(Shape.of(3, 0));
    }

    @Test
    void outputShapeWhenShapesDoNotFitShouldSayWhatReachesTheLayer() {
        LayerFixture<Linear> fixture = LayerFixture.of(new Linear(), LayerFixture.random(1, 2, 3));
        assertThat(misfit(fixture.with("weight", LayerFixture.random(1, 2, 4))))
                .isEqualTo("weight[]: weight has 4 columns, but the layer's input has 3 features (shape [2, 3])");
        assertThat(misfit(fixture.with("weight", LayerFixture.random(1, 3)))).contains("must have shape (out, in)");
        assertThat(misfit(fixture.with("weight", LayerFixture.random(1, 2, 3)).with("bias", LayerFixture.random(1, 3))))
                .startsWith("bias[]: bias must have shape [2]");
    }
}
