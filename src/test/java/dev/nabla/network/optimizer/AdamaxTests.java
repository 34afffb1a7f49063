package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AdamaxTests extends OptimizerContract<Adamax> {

    AdamaxTests() {
        super(Adamax.class);
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "0.002 in [0, inf)", "beta1", "0.9 in [0, 1)", "beta2", "0.999 in [0, 1)", "eps",
                "1.0E-8 in [0, inf)", "weight_decay", "0.0 in [0, inf)");
    }

    // by hand: the mean is corrected to the gradient, the largest is its size: lr·sign(g) but for eps
    @Test
    void stepWhenFirstShouldBeTheLearningRateInTheGradientsDirection() {
        assertThat(first(new Adamax(0.1, 0.9, 0.999, 0, 0), 1, 7)).isCloseTo(0.9, within(1e-15));
    }
}
