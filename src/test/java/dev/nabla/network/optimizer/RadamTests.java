package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RadamTests extends OptimizerContract<Radam> {

    RadamTests() {
        super(Radam.class);
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "0.001 in [0, inf)", "beta1", "0.9 in [0, 1)", "beta2", "0.999 in [0, 1)", "eps",
                "1.0E-8 in [0, inf)", "weight_decay", "0.0 in [0, inf)", "decoupled_weight_decay", "false");
    }

    // by hand: at first the mean square is not trusted, and the corrected mean is the gradient: 1 - 0.1·7
    @Test
    void stepWhenFirstShouldNotDivide() {
        assertThat(first(new Radam(0.1, 0.9, 0.999, 1e-8, 0, false), 1, 7)).isCloseTo(0.3, within(1e-15));
    }
}
