package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AdagradTests extends OptimizerContract<Adagrad> {

    AdagradTests() {
        super(Adagrad.class);
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "0.01 in [0, inf)", "lr_decay", "0.0 in [0, inf)", "weight_decay", "0.0 in [0, inf)",
                "initial_accumulator_value", "0.0 in [0, inf)", "eps", "1.0E-10 in [0, inf)");
    }

    // by hand: the sum of squares is 4 + 5, its root 3: 1 - 0.3·2/3
    @Test
    void stepShouldDivideByTheRootOfTheSum() {
        assertThat(first(new Adagrad(0.3, 0, 0, 5, 0), 1, 2)).isCloseTo(0.8, within(1e-15));
    }
}
