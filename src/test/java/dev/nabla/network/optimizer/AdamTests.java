package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AdamTests extends OptimizerContract<Adam> {

    AdamTests() {
        super(Adam.class);
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "0.001 in [0, inf)", "beta1", "0.9 in [0, 1)", "beta2", "0.999 in [0, 1)", "eps",
                "1.0E-8 in [0, inf)", "weight_decay", "0.0 in [0, inf)", "amsgrad", "false");
    }

    // by hand: both means are corrected to the gradient and its square, so the first step is lr·sign(g) but for eps
    @Test
    void stepWhenFirstShouldBeTheLearningRateInTheGradientsDirection() {
        assertThat(first(new Adam(0.1, 0.9, 0.999, 0, 0, false), 1, -7)).isCloseTo(1.1, within(1e-15));
    }
}
