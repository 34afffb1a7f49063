package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import dev.nabla.tensor.Tensor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EmbeddingTests extends LayerContract<Embedding> {

    EmbeddingTests() {
        super(Embedding.class);
    }

    private static Float64Tensor indices() {
        return new Float64Tensor(Shape.of(2, 3), new double[]{0, 2, 1, 2, 2, 3});
    }

    @Override
    public List<LayerFixture<Embedding>> fixtures() {
        return List.of(LayerFixture.of(new Embedding(), indices()).with("weight", LayerFixture.random(1, 5, 2)),
                LayerFixture.of(new Embedding(), vector(1)).with("weight", LayerFixture.random(2, 2, 3)));
    }

    @Override
    public boolean hasInputGradient() {
        return false;
    }

    @Override
    Map<String, String> options() {
        return Map.of("padding_idx", "null in (-inf, inf)");
    }

    @Override
    public List<BigDecimal> formula(Embedding layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        ExactTensor weight = Objects.requireNonNull(parameters.get("weight"));
        List<BigDecimal> output = new ArrayList<>();
        for (BigDecimal row : input.values()) {
            for (int i = 0; i < weight.shape().size(1); i++) {
                output.add(weight.at(row.intValueExact(), i));
            }
        }
        return output;
    }

    // torch.nn.Embedding: the row is looked up as any other, and its gradient is zero
    @Test
    void backwardWhenThereIsARowOfPaddingShouldNotTeachIt() {
        for (long padding : new long[]{2, -1}) {
            Map<String, Tensor> gradients = new java.util.LinkedHashMap<>();
            forward(LayerFixture.of(new Embedding(padding), indices()).with("weight", LayerFixture.random(1, 4, 1)))
                    .backward(new Float64Tensor(Shape.of(2, 3, 1), new double[]{1, 2, 4, 8, 16, 32}), gradients);
            assertThat(Objects.requireNonNull(gradients.get("weight")).widened().values()).containsExactly(1, 4,
                    padding == 2 ? 0 : 26,
                    padding == 2 ? 32 : 0);
        }
    }

    @Test
    void forwardWhenThereIsNoSuchRowShouldSayWhere() {
        Float64Tensor weight = LayerFixture.random(1, 3, 2);
        assertThat(misfit(LayerFixture.of(new Embedding(), indices()).with("weight", weight)))
                .isEqualTo(
                        "input[1, 2]: an index into the 3 rows of weight must be an integer in [0, 2], got 3");
        assertThat(misfit(LayerFixture.of(new Embedding(), vector(0.5)).with("weight", weight))).contains("got 0.5");
        assertThat(misfit(LayerFixture.of(new Embedding(), vector(-1)).with("weight", weight))).contains("got -1");
        assertThat(misfit(LayerFixture.of(new Embedding(), vector(Double.NaN)).with("weight", weight)))
                .contains("got NaN");
        assertThat(misfit(LayerFixture.of(new Embedding(3L), indices()).with("weight", weight)))
                .startsWith("padding_idx[]: ").contains("[-3, 2]", "got 3");
        assertThat(misfit(LayerFixture.of(new Embedding(), indices()).with("weight", LayerFixture.random(1, 3))))
                .startsWith("weight[]: weight must have shape (rows, features)");
    }
}
