package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NadamTests extends OptimizerContract<Nadam> {

    NadamTests() {
        super(Nadam.class);
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "0.002 in [0, inf)", "beta1", "0.9 in [0, 1)", "beta2", "0.999 in [0, 1)", "eps",
                "1.0E-8 in [0, inf)", "weight_decay", "0.0 in [0, inf)", "momentum_decay", "0.004 in [0, inf)",
                "decoupled_weight_decay", "false");
    }

    // by hand: without momentum (beta1 = 0) it is the gradient over its size
    @Test
    void stepWhenThereIsNoMomentumShouldBeTheLearningRateInTheGradientsDirection() {
        assertThat(first(new Nadam(0.1, 0, 0.999, 0, 0, 4e-3, false), 1, 7)).isCloseTo(0.9, within(1e-15));
    }
}
