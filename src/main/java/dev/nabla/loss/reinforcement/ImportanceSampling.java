package dev.nabla.loss.reinforcement;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/** The policy gradient of another policy's actions, weighted by the ratio of their probabilities. */
@Definition(
    aliases = "importance_weighted_policy_gradient",
    summary = "Policy gradient with importance weights: advantages times the ratio of the probabilities.",
    formula = "-rA, \\quad r = e^{l - l_{old}}",
    gradient = "-rA",
    hessian = "-rA",
    edges = "The ratio is not bounded; where the product overflows it is infinite.",
    references = "Tinker importance_sampling, which sums over the tokens",
    examples = @Example(
        name = "Four actions",
        body = """
                {"log_probs": [-0.5, -1.0, -2.0, -0.75], "old_log_probs": [-0.75, -1.0625, -1.5, -1.5], "advantages": [1.5, -0.5, -1.0, -2.0]}"""))
public record ImportanceSampling() implements ElementwiseLoss {

    @Override
    public List<Input> inputs() {
        return PolicyInputs.OFF_POLICY;
    }

    @Override
    public double value(double[] inputs) {
        return PolicyInputs.ratio(PolicyInputs.logRatio(inputs)).timesOrZero(ScaledDoubleDouble.of(-inputs[2]))
                .value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = value(inputs);
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        hessian[0] = value(inputs);
    }
}
