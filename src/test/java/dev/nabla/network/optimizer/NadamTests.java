package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NadamTests extends OptimizerContract<Nadam> {

    /** In float64, as PyTorch's. */
    private static final double BASE = 0.96;

    NadamTests() {
        super(Nadam.class);
    }

    @Override
    public List<Nadam> variants() {
        return List.of(new Nadam(), new Nadam(0.1, 0.9, 0.999, 1e-8, 0.02, 0.01, false),
                new Nadam(0.1, 0.8, 0.3, 0, 0.02, 10, true));
    }

    @Override
    public Map<String, List<BigDecimal>> formula(Nadam optimizer, ExactStep step, Arithmetic math) {
        AdamFormula formula = new AdamFormula(step, math);
        boolean isDecoupled = optimizer.decoupledWeightDecay();
        BigDecimal g = step.gradient(isDecoupled ? 0 : optimizer.weightDecay());
        BigDecimal now = momentum(optimizer, step.step(), math);
        BigDecimal next = momentum(optimizer, step.step().add(BigDecimal.ONE), math);
        BigDecimal product = formula.put("mu_product",
                List.of(step.state().getOrDefault("mu_product", BigDecimal.ONE).multiply(now)));
        BigDecimal mean = formula.mean(optimizer.beta1(), g);
        BigDecimal square = formula.square(optimizer.beta2(), g);
        BigDecimal size = math.sqrt(math.divide(square, formula.correction(optimizer.beta2())))
                .add(new BigDecimal(optimizer.eps()));
        BigDecimal rate = new BigDecimal(optimizer.lr()).negate();
        return formula.moved(formula.start(isDecoupled, optimizer.lr(), optimizer.weightDecay()),
                math.divide(rate.multiply(BigDecimal.ONE.subtract(now)), BigDecimal.ONE.subtract(product))
                        .multiply(formula.quotient(g, size)),
                math.divide(rate.multiply(next), BigDecimal.ONE.subtract(product.multiply(next)))
                        .multiply(formula.quotient(mean, size)));
    }

    private static BigDecimal momentum(Nadam optimizer, BigDecimal step, Arithmetic math) {
        BigDecimal power = math.pow(new BigDecimal(BASE), step.multiply(new BigDecimal(optimizer.momentumDecay())));
        return new BigDecimal(optimizer.beta1()).multiply(BigDecimal.ONE.subtract(power.divide(BigDecimal.TWO)));
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "0.002 in [0, inf)", "beta1", "0.9 in [0, 1)", "beta2", "0.999 in [0, 1)", "eps",
                "1.0E-8 in [0, inf)", "weight_decay", "0.0 in [0, inf)", "momentum_decay", "0.004 in [0, inf)",
                "decoupled_weight_decay", "false");
    }

    // by hand: without momentum (beta1 = 0) it is the gradient over its size
    @Test
    void stepWhenThereIsNoMomentumShouldBeTheLearningRateInTheGradientsDirection() {
        assertThat(first(new Nadam(0.1, 0, 0.999, 0, 0, 4e-3, false), 1, 7)).isCloseTo(0.9, within(1e-15));
    }
}
