package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RadamTests extends OptimizerContract<Radam> {

    RadamTests() {
        super(Radam.class);
    }

    @Override
    public List<Radam> variants() {
        return List.of(new Radam(), new Radam(0.1, 0.8, 0.95, 0, 0.02, false),
                new Radam(0.1, 0, 0.3, 1e-8, 0.02, true));
    }

    @Override
    public Map<String, List<BigDecimal>> formula(Radam optimizer, ExactStep step, Arithmetic math) {
        AdamFormula formula = new AdamFormula(step, math);
        boolean isDecoupled = optimizer.decoupledWeightDecay();
        BigDecimal g = step.gradient(isDecoupled ? 0 : optimizer.weightDecay());
        BigDecimal mean = formula.mean(optimizer.beta1(), g);
        BigDecimal square = formula.square(optimizer.beta2(), g);
        BigDecimal correction = formula.correction(optimizer.beta2());
        BigDecimal longest = math.divide(BigDecimal.TWO, ExactStep.rest(optimizer.beta2())).subtract(BigDecimal.ONE);
        BigDecimal length = longest.subtract(math.divide(
                step.step().multiply(BigDecimal.TWO).multiply(BigDecimal.ONE.subtract(correction)), correction));
        BigDecimal update = mean;
        if (length.compareTo(BigDecimal.valueOf(5)) > 0) {
            BigDecimal four = BigDecimal.valueOf(4);
            BigDecimal rectification = math.sqrt(math.divide(
                    length.subtract(four).multiply(length.subtract(BigDecimal.TWO)).multiply(longest),
                    longest.subtract(four).multiply(longest.subtract(BigDecimal.TWO)).multiply(length)));
            update = rectification.multiply(math.sqrt(correction))
                    .multiply(formula.quotient(mean, math.sqrt(square).add(new BigDecimal(optimizer.eps()))));
        }
        BigDecimal rate = math.divide(new BigDecimal(optimizer.lr()), formula.correction(optimizer.beta1()));
        return formula.moved(formula.start(isDecoupled, optimizer.lr(), optimizer.weightDecay()),
                rate.multiply(update).negate());
    }

    @Override
    public Stream<OptimizerPoint<Radam>> worstPoints() {
        return Stream.of(OptimizerPoint
                .first(new Radam(0.1, 0.8, 0.95, 0, 0.02, false), -1.3372258812205973, -0.28656027677985074)
                .with("step", 5)
                .with("exp_avg", 3.965534120805702E32).with("exp_avg_sq", 0.2131044739868374));
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "0.001 in [0, inf)", "beta1", "0.9 in [0, 1)", "beta2", "0.999 in [0, 1)", "eps",
                "1.0E-8 in [0, inf)", "weight_decay", "0.0 in [0, inf)", "decoupled_weight_decay", "false");
    }

    // by hand: at first the mean square is not trusted, and the corrected mean is the gradient: 1 - 0.1·7
    @Test
    void stepWhenFirstShouldNotDivide() {
        assertThat(first(new Radam(0.1, 0.9, 0.999, 1e-8, 0, false), 1, 7)).isCloseTo(0.3, within(1e-15));
    }
}
