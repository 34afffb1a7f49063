package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AdamwTests extends OptimizerContract<Adamw> {

    AdamwTests() {
        super(Adamw.class);
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "0.001 in [0, inf)", "beta1", "0.9 in [0, 1)", "beta2", "0.999 in [0, 1)", "eps",
                "1.0E-8 in [0, inf)", "weight_decay", "0.01 in [0, inf)", "amsgrad", "false");
    }

    // by hand: 1·(1 - 0.1·0.5) - 0.1
    @Test
    void stepShouldShrinkTheParameterItself() {
        assertThat(first(new Adamw(0.1, 0.9, 0.999, 0, 0.5, false), 1, 7)).isCloseTo(0.85, within(1e-15));
    }
}
