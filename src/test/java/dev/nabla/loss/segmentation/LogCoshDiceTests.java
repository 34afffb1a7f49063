package dev.nabla.loss.segmentation;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;

import dev.nabla.loss.EvaluationView;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogCoshDiceTests extends OverlapLossContract<LogCoshDice> {

    @Override
    public List<LogCoshDice> variants() {
        return List.of(new LogCoshDice(), new LogCoshDice(0, 0, true, false, true, null),
                new LogCoshDice(0.5, 0.25, false, true, true, null),
                new LogCoshDice(1e-5, 1e-5, false, false, true, Activation.SIGMOID),
                new LogCoshDice(0, 0, true, true, true, Activation.SIGMOID),
                new LogCoshDice(0, 1e-5, false, false, false, Activation.SOFTMAX),
                new LogCoshDice(1e-5, 1e-5, true, false, true, Activation.SOFTMAX));
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = super.options();
        options.put("squared_pred", "false");
        return options;
    }

    @Override
    LogCoshDice unsmoothed() {
        return new LogCoshDice(0, 0, false, false, true, null);
    }

    @Override
    LogCoshDice withoutBackground() {
        return new LogCoshDice(1e-5, 1e-5, false, false, false, null);
    }

    @Override
    LogCoshDice of(Activation activation) {
        return new LogCoshDice(1e-5, 1e-5, false, false, true, activation);
    }

    @Override
    public OverlapFormula formula(LogCoshDice loss) {
        return new DiceFormula(loss, loss.squaredPred()) {

            @Override
            BigDecimal outer(BigDecimal distance, Arithmetic math) {
                return distance.abs().add(math.softplus(distance.abs().multiply(BigDecimal.TWO).negate()))
                        .subtract(math.log(BigDecimal.TWO));
            }

            @Override
            BigDecimal outerSlope(BigDecimal distance, Arithmetic math) {
                BigDecimal square = math.exp(distance.abs().multiply(BigDecimal.TWO).negate());
                return math.divide(BigDecimal.ONE.subtract(square), BigDecimal.ONE.add(square));
            }
        };
    }

    // log cosh 1, by mpmath.
    @Override
    double most() {
        return 0.4337808304830272;
    }

    // By hand: the Dice loss is 1/4 with the slopes -5/16 and 3/16; log cosh 1/4 and tanh 1/4 by mpmath.
    @Test
    void answerShouldBeHandComputed() {
        EvaluationView evaluation = task(unsmoothed(), Shape.of(1, 1, 3), new double[]{1, 0.5, 0.5}, 1, 1, 0).answer();
        assertWithinTwoUlps(evaluation.loss(), 0.030929803620161372);
        assertWithinTwoUlps(evaluation.gradient(), -5 / 16.0 * 0.24491866240370913, -5 / 16.0 * 0.24491866240370913,
                3 / 16.0 * 0.24491866240370913);
    }
}
