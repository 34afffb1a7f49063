package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TanhTests extends ElementwiseLayerContract<Tanh> {

    TanhTests() {
        super(Tanh.class);
    }

    @Override
    List<Tanh> layers() {
        return List.of(new Tanh());
    }

    @Override
    double factor(Tanh layer, double x) {
        return 4;
    }

    @Override
    Map<String, String> options() {
        return Map.of();
    }

    @Override
    BigDecimal value(Tanh layer, BigDecimal x, Arithmetic math) {
        BigDecimal power = math.exp(x.multiply(BigDecimal.TWO));
        return math.divide(power.subtract(BigDecimal.ONE), power.add(BigDecimal.ONE));
    }

    @Test
    void slopeWhenInputIsZeroShouldBeOne() {
        assertThat(new Tanh().derivative(0)).isEqualTo(1);
    }
}
