package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LionTests extends OptimizerContract<Lion> {

    LionTests() {
        super(Lion.class);
    }

    @Override
    public List<Lion> variants() {
        return List.of(new Lion(), new Lion(0.03, 0.8, 0.95, 0.1), new Lion(1e-4, 0, 0.5, 1e200));
    }

    @Override
    public Map<String, List<BigDecimal>> formula(Lion optimizer, ExactStep step, Arithmetic math) {
        BigDecimal mean = step.slot("exp_avg");
        int direction = ExactStep.sum(ExactStep.average(optimizer.beta1(), mean, step.gradient())).signum();
        BigDecimal rate = new BigDecimal(optimizer.lr());
        BigDecimal decay = rate.multiply(new BigDecimal(optimizer.weightDecay()));
        return Map.of("exp_avg", ExactStep.average(optimizer.beta2(), mean, step.gradient()), "parameter",
                List.of(step.parameter(), step.parameter().multiply(decay).negate(),
                        rate.multiply(BigDecimal.valueOf(-direction))));
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
