package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SigmoidTests extends ElementwiseLayerContract<Sigmoid> {

    SigmoidTests() {
        super(Sigmoid.class);
    }

    @Override
    List<Sigmoid> layers() {
        return List.of(new Sigmoid());
    }

    @Override
    double factor(Sigmoid layer, double x) {
        return 1;
    }

    @Override
    public Stream<LayerPoint<Sigmoid>> worstPoints() {
        return Stream.of(point(new Sigmoid(), 4.0647849531370355, 2.4235657516031995E-17),
                point(new Sigmoid(), 9.415024672298392, 3.118301835756506E176));
    }

    @Override
    Map<String, String> options() {
        return Map.of();
    }

    @Override
    BigDecimal value(Sigmoid layer, BigDecimal x, Arithmetic math) {
        return math.divide(BigDecimal.ONE, math.exp(x.negate()).add(BigDecimal.ONE));
    }

    @Test
    void valueWhenInputIsZeroShouldBeAHalf() {
        assertThat(new Sigmoid().value(0)).isEqualTo(0.5);
    }
}
