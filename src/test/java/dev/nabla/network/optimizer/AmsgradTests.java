package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.network.OptimizerState;
import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AmsgradTests extends OptimizerContract<Amsgrad> {

    AmsgradTests() {
        super(Amsgrad.class);
    }

    @Override
    public List<Amsgrad> variants() {
        return List.of(new Amsgrad(), new Amsgrad(0.1, 0.2, 0.3, 0, 0.02));
    }

    @Override
    public Map<String, List<BigDecimal>> formula(Amsgrad optimizer, ExactStep step, Arithmetic math) {
        return AdamFormula.of(optimizer.rule(), step, math);
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "0.001 in [0, inf)", "beta1", "0.9 in [0, 1)", "beta2", "0.999 in [0, 1)", "eps",
                "1.0E-8 in [0, inf)", "weight_decay", "0.0 in [0, inf)");
    }

    // by definition it is adam with amsgrad
    @Test
    void stepsShouldBeThoseOfAdamWithAmsgrad() {
        double[] ours = {1};
        double[] adams = {1};
        OptimizerState state = new OptimizerState(1);
        OptimizerState other = new OptimizerState(1);
        for (double gradient : new double[]{5, -1, 0.25}) {
            new Amsgrad().step(ours, new double[]{gradient}, state);
            new Adam(1e-3, 0.9, 0.999, 1e-8, 0, true).step(adams, new double[]{gradient}, other);
        }
        assertThat(ours).containsExactly(adams);
    }
}
