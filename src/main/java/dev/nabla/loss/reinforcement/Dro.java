package dev.nabla.loss.reinforcement;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The policy gradient with a quadratic penalty on the distance from the policy that acted. */
@Definition(
    summary = "Direct reward optimization (DRO): policy gradient with a quadratic penalty on the change of the log-probability.",
    formula = "-\\left( A\\,l - \\tfrac12 \\beta q^2 \\right), \\quad q = l - l_{old}",
    gradient = "\\beta q - A",
    hessian = "\\beta",
    edges = {"With beta 0 it is policy_gradient.",
            "Richemond et al. and Kimi k1.5 minimize a squared residual, whose gradient is beta times this one.",
            "With beta above 0 the loss of an action that became impossible is Infinity."},
    references = {"Tinker dro, which sums over the tokens",
            "Richemond et al. (2024), Offline Regularised Reinforcement Learning for Large Language Models Alignment, https://arxiv.org/abs/2405.19107"},
    examples = @Example(
        name = "Four actions",
        body = """
                {"log_probs": [-0.5, -1.0, -2.0, -0.75], "old_log_probs": [-0.75, -1.0625, -1.5, -1.5], "advantages": [1.5, -0.5, -1.0, -2.0]}"""))
public record Dro(
    @Option(value = "weight of the penalty", within = "[0, inf)") double beta) implements ElementwiseLoss {

    public Dro {
        OptionSpec.check(Dro.class, "beta", beta);
    }

    public Dro() {
        this(0.05);
    }

    @Override
    public List<Input> inputs() {
        return PolicyInputs.OFF_POLICY;
    }

    @Override
    public double value(double[] inputs) {
        ScaledDoubleDouble penalty = penalty(PolicyInputs.logRatio(inputs).squared()).shifted(-1);
        ScaledDoubleDouble gain = ScaledDoubleDouble.of(inputs[2]).timesOrZero(ScaledDoubleDouble.of(inputs[0]));
        return penalty.isInfinite() ? penalty.value() : penalty.minus(gain).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = penalty(PolicyInputs.logRatio(inputs)).minus(ScaledDoubleDouble.of(inputs[2])).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        hessian[0] = beta;
    }

    private ScaledDoubleDouble penalty(ScaledDoubleDouble size) {
        return ScaledDoubleDouble.of(beta).timesOrZero(size);
    }
}
