package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LionTests extends OptimizerContract<Lion> {

    LionTests() {
        super(Lion.class);
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "1.0E-4 in [0, inf)", "beta1", "0.9 in [0, 1)", "beta2", "0.99 in [0, 1)", "weight_decay",
                "0.0 in [0, inf)");
    }

    // by hand: 1·(1 - 0.1·0.5) - 0.1·sign(7)
    @Test
    void stepShouldMoveByTheLearningRate() {
        assertThat(first(new Lion(0.1, 0.9, 0.99, 0.5), 1, 7)).isCloseTo(0.85, within(1e-15));
    }
}
