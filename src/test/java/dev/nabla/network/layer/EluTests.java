package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EluTests extends ElementwiseLayerContract<Elu> {

    EluTests() {
        super(Elu.class);
    }

    @Override
    List<Elu> layers() {
        return List.of(new Elu(), new Elu(0.4));
    }

    @Override
    double factor(Elu layer, double x) {
        return Math.abs(layer.alpha());
    }

    @Override
    public Stream<LayerPoint<Elu>> worstPoints() {
        return Stream.of(point(new Elu(0.4), -8.088159106363694, 2.2983297508552704E49),
                point(new Elu(0.4), -1e-9, 0.7));
    }

    @Override
    Map<String, String> options() {
        return Map.of("alpha", "1.0 in (-inf, inf)");
    }

    @Override
    BigDecimal value(Elu layer, BigDecimal x, Arithmetic math) {
        return x.signum() > 0
                ? x
                : math.exp(x).subtract(BigDecimal.ONE).multiply(new BigDecimal(layer.alpha()));
    }

    // PyTorch counts the kink to the negative side
    @Test
    void slopeWhenAtTheKinkShouldBeThatOfTheNegativeSide() {
        assertThat(new Elu(0.7).derivative(0)).isEqualTo(0.7);
    }
}
