package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SiluTests extends ElementwiseLayerContract<Silu> {

    /** e to a higher power is not computed, nor needed. */
    private static final BigDecimal FAR_OUT = BigDecimal.valueOf(100_000);

    SiluTests() {
        super(Silu.class);
    }

    @Override
    List<Silu> layers() {
        return List.of(new Silu());
    }

    @Override
    double factor(Silu layer, double x) {
        return 1 + Math.min(1000, Math.abs(x));
    }

    /** The terms of the derivative: σ(x) and x·σ(x)·σ(−x). */
    @Override
    public BigDecimal gradientSize(LayerPoint<Silu> point, String name, int position, Arithmetic math) {
        BigDecimal x = new BigDecimal(point.fixture().input().values()[0]);
        BigDecimal sigmoid = math.divide(BigDecimal.ONE, math.exp(x.negate().min(FAR_OUT)).add(BigDecimal.ONE));
        BigDecimal product = x.abs().multiply(sigmoid).multiply(BigDecimal.ONE.subtract(sigmoid));
        return sigmoid.add(product).multiply(new BigDecimal(point.upstream().values()[0]).abs());
    }

    @Override
    public Stream<LayerPoint<Silu>> worstPoints() {
        return Stream.of(point(new Silu(), 10.321091777039678, 3.6366505063162244),
                point(new Silu(), -12.351516643619096, 10000));
    }

    @Override
    Map<String, String> options() {
        return Map.of();
    }

    @Override
    BigDecimal value(Silu layer, BigDecimal x, Arithmetic math) {
        return math.divide(x, math.exp(x.negate().min(FAR_OUT)).add(BigDecimal.ONE));
    }

    @Test
    void slopeWhenInputIsZeroShouldBeAHalf() {
        assertThat(new Silu().derivative(0)).isEqualTo(0.5);
    }
}
