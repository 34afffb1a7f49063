package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Float64Tensor;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlattenTests extends LayerContract<Flatten> {

    FlattenTests() {
        super(Flatten.class);
    }

    @Override
    public List<LayerFixture<Flatten>> fixtures() {
        return List.of(LayerFixture.of(new Flatten(), LayerFixture.random(1, 2, 3, 2)),
                LayerFixture.of(new Flatten(0, -2), LayerFixture.random(2, 2, 3, 2)),
                LayerFixture.of(new Flatten(1, 1), LayerFixture.random(3, 2, 3, 2)));
    }

    @Override
    Map<String, String> options() {
        return Map.of("start_dim", "1 in (-inf, inf)", "end_dim", "-1 in (-inf, inf)");
    }

    @Override
    public List<BigDecimal> formula(Flatten layer, ExactTensor input, Map<String, ExactTensor> parameters,
            Arithmetic math) {
        return input.values();
    }

    // torch.flatten of (2, 3, 2, 5)
    @Test
    void outputShapeWhenAxesAreNamedShouldMergeThem() {
        Float64Tensor input = LayerFixture.random(1, 2, 3, 2, 5);
        assertThat(outputShape(LayerFixture.of(new Flatten(), input))).isEqualTo(Shape.of(2, 30));
        assertThat(outputShape(LayerFixture.of(new Flatten(0, -1), input))).isEqualTo(Shape.of(60));
        assertThat(outputShape(LayerFixture.of(new Flatten(1, 2), input))).isEqualTo(Shape.of(2, 6, 5));
        assertThat(outputShape(LayerFixture.of(new Flatten(-2, -1), input))).isEqualTo(Shape.of(2, 3, 10));
        assertThat(outputShape(LayerFixture.of(new Flatten(), LayerFixture.random(1, 0, 3, 2))))
                .isEqualTo(Shape.of(0, 6));
    }

    @Test
    void outputShapeWhenThereAreNoSuchAxesShouldSayWhichThereAre() {
        assertThat(misfit(LayerFixture.of(new Flatten(), LayerFixture.random(1, 3)))).startsWith("start_dim[]: ")
                .contains("[-1, 0]", "got 1");
        assertThat(misfit(LayerFixture.of(new Flatten(0, 2), LayerFixture.random(1, 3, 1)))).startsWith("end_dim[]: ");
        assertThat(misfit(LayerFixture.of(new Flatten(1, 0), LayerFixture.random(1, 3, 1)))).startsWith("end_dim[]: ")
                .contains("must not come before");
    }
}
