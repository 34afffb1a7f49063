package dev.nabla.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nabla.oracle.Arithmetic;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RmspropTests extends OptimizerContract<Rmsprop> {

    RmspropTests() {
        super(Rmsprop.class);
    }

    @Override
    public List<Rmsprop> variants() {
        return List.of(new Rmsprop(), new Rmsprop(0.005, 0.9, 1e-8, 0.01, 0.5, true),
                new Rmsprop(0.1, 0.3, 0, 0, 0, false), new Rmsprop(0.1, 0.5, 1e-3, 0, 0, true));
    }

    @Override
    public Map<String, List<BigDecimal>> formula(Rmsprop optimizer, ExactStep step, Arithmetic math) {
        AdamFormula formula = new AdamFormula(step, math);
        BigDecimal g = step.gradient(optimizer.weightDecay());
        BigDecimal square = formula.put("square_avg",
                ExactStep.average(optimizer.alpha(), step.slot("square_avg"), g.pow(2)));
        BigDecimal variance = square;
        if (optimizer.centered()) {
            BigDecimal mean = formula.put("grad_avg", ExactStep.average(optimizer.alpha(), step.slot("grad_avg"), g));
            variance = square.subtract(mean.pow(2)).max(BigDecimal.ZERO);
        }
        BigDecimal update = formula.quotient(g, math.sqrt(variance).add(new BigDecimal(optimizer.eps())));
        BigDecimal rate = new BigDecimal(optimizer.lr()).negate();
        if (optimizer.momentum() == 0) {
            return formula.moved(List.of(step.parameter()), rate.multiply(update));
        }
        BigDecimal kept = step.slot("momentum_buffer").multiply(new BigDecimal(optimizer.momentum()));
        formula.put("momentum_buffer", List.of(kept, update));
        return formula.moved(List.of(step.parameter()), rate.multiply(kept), rate.multiply(update));
    }

    @Override
    public Stream<OptimizerPoint<Rmsprop>> worstPoints() {
        return Stream.of(OptimizerPoint.first(new Rmsprop(), 4.751987473955581, -3.2650928489124276E-154));
    }

    @Override
    Map<String, String> options() {
        return Map.of("lr", "0.01 in [0, inf)", "alpha", "0.99 in [0, 1]", "eps", "1.0E-8 in [0, inf)", "weight_decay",
                "0.0 in [0, inf)", "momentum", "0.0 in [0, inf)", "centered", "false");
    }

    // by hand: the average of the square less the square of the average is 0, but rounded may be below
    @Test
    void stepWhenCenteredGradientIsConstantShouldStayANumber() {
        OptimizerPoint<Rmsprop> point = OptimizerPoint.first(new Rmsprop(1e-2, 0.9, 1e-8, 0, 0, true), 1, 0.1);
        for (int step = 0; step < 1000; step++) {
            assertThat(point.parameter()).isFinite();
            point = point.then(0.1);
        }
    }

    // by hand: the mean square is 0.25·16 = 4, its root 2: 1 - 0.1·4/2
    @Test
    void stepShouldDivideByTheRootOfTheMeanSquare() {
        assertThat(first(new Rmsprop(0.1, 0.75, 0, 0, 0, false), 1, 4)).isCloseTo(0.8, within(1e-15));
    }
}
