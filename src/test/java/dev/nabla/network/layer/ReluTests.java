package dev.nabla.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReluTests extends ElementwiseLayerContract<Relu> {

    ReluTests() {
        super(Relu.class);
    }

    @Override
    List<Relu> layers() {
        return List.of(new Relu());
    }

    @Override
    Map<String, String> options() {
        return Map.of();
    }

    @Override
    BigDecimal value(Relu layer, BigDecimal x, Arithmetic math) {
        return x.max(BigDecimal.ZERO);
    }

    // PyTorch counts the kink to the negative side
    @Test
    void slopeWhenAtTheKinkShouldBeThatOfTheNegativeSide() {
        assertThat(new Relu().derivative(0)).isEqualTo(0);
    }

    @Test
    void slopeWhenNumbersAreExtremeShouldBeOneOrZero() {
        double[] sizes = {Double.MIN_VALUE, Double.MIN_NORMAL, 1, Double.MAX_VALUE, Double.POSITIVE_INFINITY};
        for (double size : sizes) {
            assertThat(new Relu().derivative(size)).isEqualTo(1);
            assertThat(new Relu().derivative(-size)).isEqualTo(0);
        }
    }
}
