package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SiluTests extends ElementwiseLayerContract<Silu> {

    SiluTests() {
        super(Silu.class);
    }

    @Override
    List<Silu> layers() {
        return List.of(new Silu());
    }

    @Override
    Map<String, String> options() {
        return Map.of();
    }

    @Override
    BigDecimal value(Silu layer, BigDecimal x, Arithmetic math) {
        return math.divide(x, math.exp(x.negate()).add(BigDecimal.ONE));
    }

    @Test
    void slopeWhenInputIsZeroShouldBeAHalf() {
        assertThat(new Silu().derivative(0)).isEqualTo(0.5);
    }
}
