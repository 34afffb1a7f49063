package dev.nabla.loss.reinforcement;

import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Input;
import java.util.List;

/** The inputs that the losses of a policy share, and the ratio r = e<sup>l − l_old</sup> of its probabilities. */
final class PolicyInputs {

    static final Input LOG_PROBS = Input.numbers("log_probs", "log-probabilities of the actions taken")
            .twiceDifferentiable();
    static final Input OLD_LOG_PROBS = Input.numbers("old_log_probs",
            "log-probabilities of the same actions under the policy that took them");
    static final Input ADVANTAGES = Input.numbers("advantages", "advantages of the actions");

    static final List<Input> OFF_POLICY = List.of(LOG_PROBS, OLD_LOG_PROBS, ADVANTAGES);

    private PolicyInputs() {}

    /** l − l_old. */
    static ScaledDoubleDouble logRatio(double[] inputs) {
        return ScaledDoubleDouble.difference(inputs[0], inputs[1]);
    }

    /** e<sup>l − l_old</sup>, also beyond float64. */
    static ScaledDoubleDouble ratio(ScaledDoubleDouble logRatio) {
        double exponent = logRatio.value();
        return Double.isInfinite(exponent)
                ? ScaledDoubleDouble.of(exponent > 0 ? exponent : 0)
                : Extended.scaledExp(logRatio.toDoubleDouble());
    }
}
