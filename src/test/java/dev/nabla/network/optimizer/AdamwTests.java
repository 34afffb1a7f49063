package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdamwTests extends OptimizerContract<Adamw> {

    AdamwTests() {
        super(Adamw.class);
    }

    @Override
    public List<Adamw> variants() {
        return List.of(new Adamw(), new Adamw(0.1, 0.8, 0.95, 0, 0.1, true),
                new Adamw(1e200, 0.1, 0.999, 1e-8, 1e200, false));
    }

    @Override
    public Map<String, List<BigDecimal>> formula(Adamw optimizer, ExactStep step, Arithmetic math) {
        return AdamFormula.of(optimizer.rule(), step, math);
    }

    @Override
    public Stream<OptimizerPoint<Adamw>> worstPoints() {
        return Stream.of(OptimizerPoint.first(new Adamw(), 3.6173185202783822E-158, -1.8972515403979004).with("step", 2)
                .with("exp_avg", 0.8035459911605812).with("exp_avg_sq", 2.0398901370648328E93));
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
