package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nabla.option.InvalidOptionException;
import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SgdTests extends OptimizerContract<Sgd> {

    SgdTests() {
        super(Sgd.class);
    }

    @Override
    public List<Sgd> variants() {
        return List.of(new Sgd(), new Sgd(0.02, 0.9, 0.3, 0.01, false), new Sgd(0.5, 0.8, 0, 1e-3, true),
                new Sgd(1e3, 1e200, -3, 1e-200, false));
    }

    @Override
    public Map<String, List<BigDecimal>> formula(Sgd optimizer, ExactStep step, Arithmetic math) {
        BigDecimal g = step.gradient(optimizer.weightDecay());
        List<BigDecimal> update = List.of(g);
        Map<String, List<BigDecimal>> after = new LinkedHashMap<>();
        if (optimizer.momentum() != 0) {
            BigDecimal momentum = new BigDecimal(optimizer.momentum());
            BigDecimal undampened = ExactStep.rest(optimizer.dampening()).multiply(g);
            List<BigDecimal> buffer = step.state().isEmpty()
                    ? List.of(g)
                    : List.of(momentum.multiply(step.slot("momentum_buffer")), undampened);
            after.put("momentum_buffer", buffer);
            update = optimizer.nesterov() ? List.of(g, momentum.multiply(ExactStep.sum(buffer))) : buffer;
        }
        BigDecimal rate = new BigDecimal(optimizer.lr());
        List<BigDecimal> moved = new ArrayList<>(List.of(step.parameter()));
        update.forEach(term -> moved.add(term.multiply(rate).negate()));
        after.put("parameter", moved);
        return after;
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "0.001 in [0, inf)", "momentum", "0.0 in [0, inf)", "dampening", "0.0 in (-inf, inf)",
                "weight_decay", "0.0 in [0, inf)", "nesterov", "false");
    }

    // by hand: 1 - 0.5·(2 + 0.1·1)
    @Test
    void stepWhenPlainShouldWalkAgainstTheGradient() {
        assertThat(first(new Sgd(0.5, 0, 0, 0.1, false), 1, 2)).isEqualTo(-0.05);
    }

    // PyTorch: "Nesterov momentum requires a momentum and zero dampening"
    @Test
    void constructorWhenNesterovHasNoMomentumShouldSayWhatItNeeds() {
        assertThatExceptionOfType(InvalidOptionException.class).isThrownBy(() -> new Sgd(0.5, 0, 0, 0, true))
                .withMessageContaining("momentum > 0");
    }
}
