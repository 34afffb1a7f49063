package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AdamaxTests extends OptimizerContract<Adamax> {

    AdamaxTests() {
        super(Adamax.class);
    }

    @Override
    public List<Adamax> variants() {
        return List.of(new Adamax(), new Adamax(0.1, 0.8, 0.95, 0, 0.02), new Adamax(0.1, 0, 0.1, 1e300, 0));
    }

    @Override
    public Map<String, List<BigDecimal>> formula(Adamax optimizer, ExactStep step, Arithmetic math) {
        AdamFormula formula = new AdamFormula(step, math);
        BigDecimal g = step.gradient(optimizer.weightDecay());
        BigDecimal mean = formula.mean(optimizer.beta1(), g);
        BigDecimal norm = formula.put("exp_inf",
                List.of(step.slot("exp_inf").multiply(new BigDecimal(optimizer.beta2()))
                        .max(g.abs().add(new BigDecimal(optimizer.eps())))));
        BigDecimal rate = math.divide(new BigDecimal(optimizer.lr()), formula.correction(optimizer.beta1()));
        return formula.moved(List.of(step.parameter()), rate.multiply(formula.quotient(mean, norm)).negate());
    }

    @Override
    public Stream<OptimizerPoint<Adamax>> worstPoints() {
        return Stream.of(OptimizerPoint.first(new Adamax(0.1, 0, 0.1, 1e300, 0), 0, 0.8023780991617027).with("step", 0)
                .with("exp_avg", -0.07174518404025299).with("exp_inf", 6.175603875799659E307));
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
