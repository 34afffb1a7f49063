package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SoftplusTests extends ElementwiseLayerContract<Softplus> {

    SoftplusTests() {
        super(Softplus.class);
    }

    @Override
    List<Softplus> layers() {
        return List.of(new Softplus(), new Softplus(3, 20), new Softplus(0.5, 50), new Softplus(1, 100_000));
    }

    @Override
    double factor(Softplus layer, double x) {
        return Math.max(1, 1 / layer.beta());
    }

    @Override
    public Stream<LayerPoint<Softplus>> worstPoints() {
        return Stream.of(point(new Softplus(), 0.3, 0.7),
                point(new Softplus(3, 20), -0.6621207083984573, 4.518143042462593E-143));
    }

    @Override
    Map<String, String> options() {
        return Map.of("beta", "1.0 in (0, inf)", "threshold", "20.0 in (-inf, inf)");
    }

    @Override
    BigDecimal value(Softplus layer, BigDecimal x, Arithmetic math) {
        BigDecimal beta = new BigDecimal(layer.beta());
        BigDecimal scaled = x.multiply(beta);
        return scaled.compareTo(new BigDecimal(layer.threshold())) > 0 ? x : math.divide(math.softplus(scaled), beta);
    }

    // at the threshold itself PyTorch still takes the logarithm
    @Test
    void valueWhenAtTheThresholdShouldBeTheLogarithm() {
        assertThat(new Softplus(1, 2).value(2)).isGreaterThan(2.1);
        assertThat(new Softplus(1, 2).value(Math.nextUp(2.0))).isEqualTo(Math.nextUp(2.0));
    }
}
