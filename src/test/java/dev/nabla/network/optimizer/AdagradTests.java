package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdagradTests extends OptimizerContract<Adagrad> {

    AdagradTests() {
        super(Adagrad.class);
    }

    @Override
    public List<Adagrad> variants() {
        return List.of(new Adagrad(), new Adagrad(0.5, 0.05, 0.01, 0.5, 0), new Adagrad(1e200, 1e200, 0, 0, 1e-10));
    }

    @Override
    public Map<String, List<BigDecimal>> formula(Adagrad optimizer, ExactStep step, Arithmetic math) {
        AdamFormula formula = new AdamFormula(step, math);
        BigDecimal g = step.gradient(optimizer.weightDecay());
        BigDecimal before = step.state().getOrDefault("sum", new BigDecimal(optimizer.initialAccumulatorValue()));
        BigDecimal sum = formula.put("sum", List.of(before, g.pow(2)));
        BigDecimal rate = math.divide(new BigDecimal(optimizer.lr()), step.step().subtract(BigDecimal.ONE)
                .multiply(new BigDecimal(optimizer.lrDecay())).add(BigDecimal.ONE));
        BigDecimal size = math.sqrt(sum).add(new BigDecimal(optimizer.eps()));
        return formula.moved(List.of(step.parameter()), rate.multiply(formula.quotient(g, size)).negate());
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
