package dev.nabla.loss.preference;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Input;
import java.util.List;

/** The inputs that losses of preferences share: log-probabilities of a chosen and a rejected answer to each prompt. */
final class PreferenceInputs {

    static final List<Input> PAIR = List.of(
            Input.numbers("chosen_logps", "log-probabilities of the chosen answers").twiceDifferentiable(),
            Input.numbers("rejected_logps", "log-probabilities of the rejected answers").twiceDifferentiable());

    static final List<Input> PAIR_AND_REFERENCE = List.of(PAIR.getFirst(), PAIR.getLast(),
            Input.numbers("reference_chosen_logps",
                    "log-probabilities of the chosen answers under the reference policy").twiceDifferentiable(),
            Input.numbers("reference_rejected_logps",
                    "log-probabilities of the rejected answers under the reference policy").twiceDifferentiable());

    static final String BETA = "how strongly the policy is held to the reference: what log-ratios are multiplied by";
    static final String LABEL_SMOOTHING = "share of the pairs whose answers are taken to be swapped";

    private PreferenceInputs() {}

    /** How much higher the policy rates the chosen answer than the rejected one: c − r. */
    static ScaledDoubleDouble lead(double[] inputs) {
        return ScaledDoubleDouble.difference(inputs[0], inputs[1]);
    }

    /** The same, less what the reference does: (c − c₀) − (r − r₀). Only the last sum is rounded. */
    static ScaledDoubleDouble leadOverReference(double[] inputs) {
        DoubleDouble lead = DoubleDouble.difference(inputs[0], inputs[2])
                .minus(DoubleDouble.difference(inputs[1], inputs[3]));
        return Double.isFinite(lead.hi())
                ? ScaledDoubleDouble.of(lead)
                : ScaledDoubleDouble.difference(inputs[0], inputs[2])
                        .minus(ScaledDoubleDouble.difference(inputs[1], inputs[3]));
    }

    /** x·y − 1 of a factor y, with all digits also where it cancels. */
    static ScaledDoubleDouble timesMinusOne(ScaledDoubleDouble x, double factor) {
        ScaledDoubleDouble high = new ScaledDoubleDouble(DoubleDouble.of(x.significand().hi()), x.exponent());
        ScaledDoubleDouble low = new ScaledDoubleDouble(DoubleDouble.of(x.significand().lo()), x.exponent());
        return high.times(factor).minus(ScaledDoubleDouble.ONE).plus(low.times(factor));
    }
}
