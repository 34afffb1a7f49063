package dev.nabla.loss.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nabla.loss.EvaluationView;
import dev.nabla.oracle.Arithmetic;
import dev.nabla.tensor.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FocalTverskyTests extends OverlapLossContract<FocalTversky> {

    @Override
    public List<FocalTversky> variants() {
        return List.of(new FocalTversky(), new FocalTversky(2, 0.5, 0.5, 0, 0, false, true, null),
                new FocalTversky(0.5, 0, 1.5, 0.25, 0.5, true, true, null),
                new FocalTversky(0.75, 0.3, 0.7, 1e-5, 1e-5, false, true, Activation.SIGMOID),
                new FocalTversky(1.3, 1, 0.25, 0, 1e-5, false, false, Activation.SOFTMAX));
    }

    @Override
    public Map<String, String> options() {
        Map<String, String> options = super.options();
        options.put("gamma", "0.75 in (0, inf)");
        options.put("alpha", "0.3 in [0, inf)");
        options.put("beta", "0.7 in [0, inf)");
        return options;
    }

    @Override
    FocalTversky unsmoothed() {
        return new FocalTversky(0.75, 0.3, 0.7, 0, 0, false, true, null);
    }

    @Override
    FocalTversky withoutBackground() {
        return new FocalTversky(0.75, 0.3, 0.7, 1e-5, 1e-5, false, false, null);
    }

    @Override
    FocalTversky of(Activation activation) {
        return new FocalTversky(0.75, 0.3, 0.7, 1e-5, 1e-5, false, true, activation);
    }

    @Override
    public OverlapFormula formula(FocalTversky loss) {
        return new TverskyFormula(loss, loss.alpha(), loss.beta()) {

            @Override
            BigDecimal outer(BigDecimal distance, Arithmetic math) {
                return isFlat(distance) ? BigDecimal.ZERO : math.pow(distance, new BigDecimal(loss.gamma()));
            }

            @Override
            BigDecimal outerSlope(BigDecimal distance, Arithmetic math) {
                return isFlat(distance)
                        ? BigDecimal.ZERO
                        : math.divide(outer(distance, math).multiply(new BigDecimal(loss.gamma())), distance);
            }

            @Override
            boolean isFlat(BigDecimal distance) {
                return distance.signum() <= 0;
            }
        };
    }

    // By hand: the Tversky loss is 1/4 with the slopes -0.40625 and 0.09375; its root is 1/2 and doubles nothing: 1/(2·½) = 1.
    @Test
    void answerShouldBeHandComputed() {
        EvaluationView evaluation = task(new FocalTversky(0.5, 0.25, 0.75, 0, 0, false, true, null), Shape.of(1, 1, 3),
                new double[]{1, 0.5, 0.5}, 1, 1, 0).answer();
        assertThat(evaluation.loss()).containsExactly(0.5);
        assertThat(evaluation.gradient()).containsExactly(-0.40625, -0.40625, 0.09375);
    }

    // From the reference: V = 0 and V < 0, where smooth_nr is larger than smooth_dr, have loss and gradient 0.
    @Test
    void answerWhenDistanceIsNotPositiveShouldBeZero() {
        for (double smoothNr : new double[]{0, 1}) {
            EvaluationView evaluation = task(new FocalTversky(0.75, 0.3, 0.7, smoothNr, 0, false, true, null),
                    Shape.of(1, 1, 2), new double[]{1, 0}, 1, 0).answer();
            assertThat(evaluation.loss()).containsExactly(0);
            assertThat(evaluation.gradient()).containsExactly(0, 0);
        }
    }
}
