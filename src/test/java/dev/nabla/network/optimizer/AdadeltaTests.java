package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AdadeltaTests extends OptimizerContract<Adadelta> {

    AdadeltaTests() {
        super(Adadelta.class);
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "1.0 in [0, inf)", "rho", "0.9 in [0, 1]", "eps", "1.0E-6 in [0, inf)", "weight_decay",
                "0.0 in [0, inf)");
    }

    // by hand: √1/√(0.5·16 + 1)·4 = 4/3
    @Test
    void stepShouldScaleByTheRatioOfRoots() {
        assertThat(first(new Adadelta(1, 0.5, 1, 0), 1, 4)).isCloseTo(-1.0 / 3, within(1e-15));
    }
}
