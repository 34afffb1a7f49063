package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RmspropTests extends OptimizerContract<Rmsprop> {

    RmspropTests() {
        super(Rmsprop.class);
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "0.01 in [0, inf)", "alpha", "0.99 in [0, 1]", "eps", "1.0E-8 in [0, inf)", "weight_decay",
                "0.0 in [0, inf)", "momentum", "0.0 in [0, inf)", "centered", "false");
    }

    // by hand: the mean square is 0.25·16 = 4, its root 2: 1 - 0.1·4/2
    @Test
    void stepShouldDivideByTheRootOfTheMeanSquare() {
        assertThat(first(new Rmsprop(0.1, 0.75, 0, 0, 0, false), 1, 4)).isCloseTo(0.8, within(1e-15));
    }
}
