package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdadeltaTests extends OptimizerContract<Adadelta> {

    AdadeltaTests() {
        super(Adadelta.class);
    }

    @Override
    public List<Adadelta> variants() {
        return List.of(new Adadelta(), new Adadelta(2, 0.8, 1e-3, 0.01), new Adadelta(1, 0.9, 0, 0),
                new Adadelta(1e-3, 0.3, 1e200, 0));
    }

    @Override
    public Map<String, List<BigDecimal>> formula(Adadelta optimizer, ExactStep step, Arithmetic math) {
        AdamFormula formula = new AdamFormula(step, math);
        BigDecimal g = step.gradient(optimizer.weightDecay());
        BigDecimal eps = new BigDecimal(optimizer.eps());
        BigDecimal square = formula.put("square_avg",
                ExactStep.average(optimizer.rho(), step.slot("square_avg"), g.pow(2)));
        BigDecimal before = step.slot("acc_delta");
        BigDecimal size = math.sqrt(square.add(eps));
        BigDecimal update = formula.quotient(math.sqrt(before.add(eps)).multiply(g), size);
        formula.put("acc_delta", ExactStep.average(optimizer.rho(), before, update.pow(2)));
        return formula.moved(List.of(step.parameter()), update.multiply(new BigDecimal(optimizer.lr())).negate());
    }

    @Override
    public Stream<OptimizerPoint<Adadelta>> worstPoints() {
        return Stream
                .of(OptimizerPoint.first(new Adadelta(), -0.34290291794230815, -8.210444069162786E-161).with("step", 3)
                        .with("square_avg", 0).with("acc_delta", 1.358077306217775E-308));
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "1.0 in [0, inf)", "rho", "0.9 in [0, 1]", "eps", "1.0E-6 in [0, inf)", "weight_decay",
                "0.0 in [0, inf)");
    }

    // by hand: √1/√(0.5·16 + 1)·4 = 4/3
    @Test
    void stepShouldScaleByTheRatioOfRoots() {
        assertThat(first(new Adadelta(1, 0.5, 1, 0), 1, 4)).isCloseTo(-1.0 / 3, within(1e-15));
    }
}
