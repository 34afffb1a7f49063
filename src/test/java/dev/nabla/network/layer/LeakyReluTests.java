package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeakyReluTests extends ElementwiseLayerContract<LeakyRelu> {

    LeakyReluTests() {
        super(LeakyRelu.class);
    }

    @Override
    List<LeakyRelu> layers() {
        return List.of(new LeakyRelu(), new LeakyRelu(-0.3));
    }

    @Override
    Map<String, String> options() {
        return Map.of("negative_slope", "0.01 in (-inf, inf)");
    }

    @Override
    BigDecimal value(LeakyRelu layer, BigDecimal x, Arithmetic math) {
        return x.signum() > 0 ? x : x.multiply(new BigDecimal(layer.negativeSlope()));
    }

    // PyTorch counts the kink to the negative side
    @Test
    void slopeWhenAtTheKinkShouldBeThatOfTheNegativeSide() {
        assertThat(new LeakyRelu(0.2).derivative(0)).isEqualTo(0.2);
    }
}
