package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeluTests extends ElementwiseLayerContract<Gelu> {

    /** Beyond it no more than e^-1800 is missing, of which float64 knows nothing. */
    private static final BigDecimal FAR_OUT = BigDecimal.valueOf(60);

    GeluTests() {
        super(Gelu.class);
    }

    @Override
    List<Gelu> layers() {
        return List.of(new Gelu(), new Gelu(Gelu.Approximation.TANH));
    }

    @Override
    double factor(Gelu layer, double x) {
        return 1 + Math.min(1e6, Math.abs(x * x * x));
    }

    /** Twice the smaller term of the derivative, which is negative where they cancel, beside the derivative itself. */
    @Override
    public BigDecimal gradientSize(LayerPoint<Gelu> point, String name, int position, Arithmetic math) {
        BigDecimal x = new BigDecimal(point.fixture().input().values()[0]);
        if (x.signum() >= 0 || x.abs().compareTo(FAR_OUT) > 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal below = math.divide(value(point.fixture().layer(), x, math), x);
        return below.multiply(BigDecimal.TWO).multiply(new BigDecimal(point.upstream().values()[0]).abs());
    }

    @Override
    public Stream<LayerPoint<Gelu>> worstPoints() {
        return Stream.of(point(new Gelu(), 1e-9, -1.5e308),
                point(new Gelu(), -1.3, 0.7));
    }

    @Override
    Map<String, String> options() {
        return Map.of("approximate", "none of [none, tanh]");
    }

    @Override
    BigDecimal value(Gelu layer, BigDecimal x, Arithmetic math) {
        if (x.abs().compareTo(FAR_OUT) > 0) {
            return x.max(BigDecimal.ZERO);
        }
        if (layer.approximate() == Gelu.Approximation.NONE) {
            return x.multiply(math.normalTail(x.negate()));
        }
        BigDecimal cube = x.multiply(x).multiply(x);
        BigDecimal u = x.add(cube.multiply(new BigDecimal("0.044715"))).multiply(twiceRootOfTwoOverPi(math));
        return math.divide(x, math.exp(u.negate()).add(BigDecimal.ONE));
    }

    /** 2·√(2/π), which is four times the normal density at 0. */
    private static BigDecimal twiceRootOfTwoOverPi(Arithmetic math) {
        return math.normalDensity(BigDecimal.ZERO).multiply(BigDecimal.valueOf(4));
    }

    @Test
    void slopeWhenInputIsZeroShouldBeAHalf() {
        assertThat(new Gelu().derivative(0)).isEqualTo(0.5);
        assertThat(new Gelu(Gelu.Approximation.TANH).derivative(0)).isEqualTo(0.5);
    }
}
