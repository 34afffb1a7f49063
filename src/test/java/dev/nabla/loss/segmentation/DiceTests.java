package dev.nabla.loss.segmentation;

import static dev.nabla.oracle.UlpAssertions.assertWithinTwoUlps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiceTests extends OverlapLossContract<Dice> {

    @Override
    public List<Dice> variants() {
        return List.of(new Dice(), new Dice(0, 0, true, false, true, null),
                new Dice(0.5, 0.25, false, true, true, null),
                new Dice(1e-5, 1e-5, false, false, true, Activation.SIGMOID),
                new Dice(0, 0, true, true, true, Activation.SIGMOID),
                new Dice(0, 1e-5, false, false, false, Activation.SOFTMAX),
                new Dice(1e-5, 1e-5, true, false, true, Activation.SOFTMAX));
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = super.options();
        options.put("squared_pred", "false");
        return options;
    }

    @Override
    Dice unsmoothed() {
        return new Dice(0, 0, false, false, true, null);
    }

    @Override
    Dice withoutBackground() {
        return new Dice(1e-5, 1e-5, false, false, false, null);
    }

    @Override
    Dice of(Activation activation) {
        return new Dice(1e-5, 1e-5, false, false, true, activation);
    }

    @Override
    public OverlapFormula formula(Dice loss) {
        return new DiceFormula(loss, loss.squaredPred());
    }

    // By hand: hits 1.5, predicted 2, true 2: 1 - 3/4; ∂ = (3 - 8t)/16.
    @Test
    void answerShouldBeHandComputed() {
        EvaluationView evaluation = task(unsmoothed(), Shape.of(1, 1, 3), new double[]{1, 0.5, 0.5}, 1, 1, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0.25);
        assertThat(evaluation.gradient()).containsExactly(-5 / 16.0, -5 / 16.0, 3 / 16.0);
    }

    // By hand: with squares the denominator is 1.5 + 2: 1 - 3/3.5; ∂ = (3·2p - 2t·3.5)/3.5².
    @Test
    void answerWhenDenominatorIsOfSquaresShouldBeHandComputed() {
        EvaluationView evaluation = task(new Dice(0, 0, true, false, true, null), Shape.of(1, 1, 3),
                new double[]{1, 0.5, 0.5}, 1, 1, 0).answer();
        assertWithinTwoUlps(evaluation.loss(), 1 / 7.0);
        assertWithinTwoUlps(evaluation.gradient(), -4 / 49.0, -16 / 49.0, 12 / 49.0);
    }

    // By hand: hits of both images 1.5 and pixels 4 of 1.
    @Test
    void lossWhenOfTheWholeBatchShouldHaveOneValuePerChannel() {
        EvaluationView evaluation = task(new Dice(0, 0, false, true, true, null), Shape.of(2, 1, 2),
                new double[]{1, 0.5, 0.5, 0}, 1, 1, 0, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0.25);
    }
}
