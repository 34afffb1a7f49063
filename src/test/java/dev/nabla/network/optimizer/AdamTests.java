package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdamTests extends OptimizerContract<Adam> {

    AdamTests() {
        super(Adam.class);
    }

    @Override
    public List<Adam> variants() {
        return List.of(new Adam(), new Adam(0.1, 0, 0.5, 0, 0, false), new Adam(0.1, 0.8, 0.95, 1e-6, 0.02, true),
                new Adam(1e3, 0.9, 0.999, 0, 1e200, false));
    }

    @Override
    public Map<String, List<BigDecimal>> formula(Adam optimizer, ExactStep step, Arithmetic math) {
        return AdamFormula.of(optimizer.rule(), step, math);
    }

    @Override
    public Stream<OptimizerPoint<Adam>> worstPoints() {
        return Stream.of(OptimizerPoint.first(new Adam(), 5000, 1e-8).with("step", 2)
                .with("exp_avg", 2.042215308922527E246).with("exp_avg_sq", 0.0022544716765745382));
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
