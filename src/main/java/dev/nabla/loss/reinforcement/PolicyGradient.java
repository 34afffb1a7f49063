package dev.nabla.loss.reinforcement;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import java.util.List;

/** The log-probability of an action, weighted by its advantage. */
@Definition(
    aliases = {"reinforce", "vanilla_policy_gradient"},
    summary = "Policy gradient (REINFORCE): log-probabilities of actions, weighted by their advantages.",
    formula = "-A\\,l",
    gradient = "-A",
    hessian = "0",
    edges = "An advantage of 0 contributes 0, also where the log-probability is -Infinity.",
    references = "Williams (1992), Simple statistical gradient-following algorithms for connectionist reinforcement learning, https://doi.org/10.1007/BF00992696",
    examples = @Example(
        name = "Four actions",
        body = """
                {"log_probs": [-0.5, -1.0, -2.0, -0.75], "advantages": [1.5, -0.5, -1.0, -2.0]}"""))
public record PolicyGradient() implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(PolicyInputs.LOG_PROBS, PolicyInputs.ADVANTAGES);

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double[] inputs) {
        return ScaledDoubleDouble.of(-inputs[1]).timesOrZero(ScaledDoubleDouble.of(inputs[0])).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = -inputs[1];
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        hessian[0] = 0;
    }
}
