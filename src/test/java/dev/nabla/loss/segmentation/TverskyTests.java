package dev.nabla.loss.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TverskyTests extends OverlapLossContract<Tversky> {

    @Override
    public List<Tversky> variants() {
        return List.of(new Tversky(), new Tversky(0.3, 0.7, 0, 0, false, true, null),
                new Tversky(0, 1.5, 0.5, 0.25, true, true, null),
                new Tversky(0.3, 0.7, 1e-5, 1e-5, false, true, Activation.SIGMOID),
                new Tversky(1, 0, 0, 1e-5, false, false, Activation.SOFTMAX));
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = super.options();
        options.put("alpha", "0.5 in [0, inf)");
        options.put("beta", "0.5 in [0, inf)");
        return options;
    }

    @Override
    Tversky unsmoothed() {
        return new Tversky(0.5, 0.5, 0, 0, false, true, null);
    }

    @Override
    Tversky withoutBackground() {
        return new Tversky(0.5, 0.5, 1e-5, 1e-5, false, false, null);
    }

    @Override
    Tversky of(Activation activation) {
        return new Tversky(0.5, 0.5, 1e-5, 1e-5, false, true, activation);
    }

    @Override
    public OverlapFormula formula(Tversky loss) {
        return new TverskyFormula(loss, loss.alpha(), loss.beta());
    }

    // By hand: hits 1.5, a false positive of 0.5 and a miss of 0.5: B = 1.5 + 0.25·0.5 + 0.75·0.5 = 2, loss 1/4; ∂ is
    // (1.5·0.25 - 0)/4 for the false positive and (1.5·(1 - 0.75) - 2)/4 for the others.
    @Test
    void answerShouldBeHandComputed() {
        EvaluationView evaluation = task(new Tversky(0.25, 0.75, 0, 0, false, true, null), Shape.of(1, 1, 3),
                new double[]{1, 0.5, 0.5}, 1, 1, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0.25);
        assertThat(evaluation.gradient()).containsExactly(-0.40625, -0.40625, 0.09375);
    }

    // From the reference: alpha = beta = 1/2 is dice with twice the smoothing.
    @Test
    void answerWhenWeightsAreHalfShouldBeThatOfDice() {
        double[] predictions = {0.9, 0.2, 0.6, 0.1};
        EvaluationView tversky = task(new Tversky(), Shape.of(2, 1, 2), predictions, 1, 0, 0, 1).answer();
        EvaluationView dice = task(new Dice(2e-5, 2e-5, false, false, true, null), Shape.of(2, 1, 2), predictions, 1, 0,
                0, 1).answer();
        assertThat(tversky.loss()).containsExactly(dice.loss());
        assertThat(tversky.gradient()).containsExactly(dice.gradient());
    }
}
