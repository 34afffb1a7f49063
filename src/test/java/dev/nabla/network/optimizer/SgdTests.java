package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.option.InvalidOptionException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SgdTests extends OptimizerContract<Sgd> {

    SgdTests() {
        super(Sgd.class);
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "0.001 in [0, inf)", "momentum", "0.0 in [0, inf)", "dampening", "0.0 in (-inf, inf)",
                "weight_decay", "0.0 in [0, inf)", "nesterov", "false");
    }

    // by hand: 1 - 0.5·(2 + 0.1·1)
    @Test
    void stepWhenPlainShouldWalkAgainstTheGradient() {
        assertThat(first(new Sgd(0.5, 0, 0, 0.1, false), 1, 2)).isEqualTo(1 - 0.5 * 2.1);
    }

    // PyTorch: "Nesterov momentum requires a momentum and zero dampening"
    @Test
    void constructorWhenNesterovHasNoMomentumShouldSayWhatItNeeds() {
        assertThatExceptionOfType(InvalidOptionException.class).isThrownBy(() -> new Sgd(0.5, 0, 0, 0, true))
                .withMessageContaining("momentum > 0");
    }
}
