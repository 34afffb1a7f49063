package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
    public Stream<LayerPoint<Tanh>> worstPoints() {
        return Stream.of(point(new Tanh(), 14.494957981985412, -0.8719900758979238),
                point(new Tanh(), 7.3293563148287825E-9, 2.976941772006288E24));
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
