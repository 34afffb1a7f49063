package dev.nabla.loss.reinforcement;

import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** A surrogate that levels off smoothly where that of PPO is clipped. */
@Definition(
    aliases = "soft_adaptive_policy",
    summary = "Soft adaptive policy optimization (SAPO): surrogate of the ratio of probabilities that levels off by a sigmoid rather than a clip.",
    formula = "-\\frac{4}{\\tau}\\,\\sigma(u)\\,A, \\quad u = \\tau\\,(r - 1), \\quad r = e^{l - l_{old}}, \\quad \\tau = \\tau_{pos} \\text{ if } A > 0, \\text{ else } \\tau_{neg}",
    gradient = "-4A\\,r\\,\\sigma(u)\\,\\sigma(-u)",
    hessian = "-4A\\,r\\,\\sigma(u)\\,\\sigma(-u)\\,\\bigl(1 - \\tau r \\tanh\\tfrac{u}{2}\\bigr)",
    edges = {"At r = 1 the gradient is -A, that of ppo_clip, and the loss -2A/τ.",
            "At r = Infinity the loss is -4A/τ, gradient and Hessian 0.",
            "An advantage of 0 contributes 0."},
    references = {"Gao et al. (2025), Soft Adaptive Policy Optimization, https://arxiv.org/abs/2511.20347",
            "TRL GRPOTrainer, loss_type sapo (sapo_temperature_pos, sapo_temperature_neg), with reduction sample_mean",
            "verl sapo, with reduction sample_mean"},
    examples = {
            @Example(
                name = "Four actions",
                body = """
                        {"log_probs": [-0.5, -1.0, -2.0, -0.75], "old_log_probs": [-0.75, -1.0625, -1.5, -1.5], "advantages": [1.5, -0.5, -1.0, -2.0]}"""),
            @Example(
                name = "Completions of different lengths, averaged one by one",
                body = """
                        {"log_probs": [[-0.5, -1.0, -2.0], [-0.75, -0.25, -1.5]], "old_log_probs": [[-0.75, -1.0625, -1.5], [-1.5, -0.5, -1.0]], "advantages": [[1.5, 1.5, 1.5], [-0.5, -0.5, -0.5]], "reduction": "sample_mean", "mask": [[true, true, true], [true, false, false]]}""")})
public record Sapo(
    @Option(value = "how sharply it levels off where the advantage is positive", within = "(0, inf)") double tauPos,
    @Option(value = "how sharply it levels off elsewhere", within = "(0, inf)") double tauNeg)
        implements ElementwiseLoss {

    public Sapo {
        OptionSpec.check(Sapo.class, "tauPos", tauPos);
        OptionSpec.check(Sapo.class, "tauNeg", tauNeg);
    }

    public Sapo() {
        this(1, 1.05);
    }

    @Override
    public List<Input> inputs() {
        return PolicyInputs.OFF_POLICY;
    }

    @Override
    public double value(double[] inputs) {
        return gain(inputs).timesOrZero(Extended.scaledSigmoid(logit(inputs).toDoubleDouble()))
                .dividedBy(ScaledDoubleDouble.of(tau(inputs))).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = gain(inputs).timesOrZero(slope(inputs)).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        ScaledDoubleDouble descent = ratio(inputs).times(tau(inputs))
                .timesOrZero(ScaledElementary.tanh(logit(inputs).shifted(-1)));
        hessian[0] = gain(inputs)
                .timesOrZero(slope(inputs).timesOrZero(ScaledDoubleDouble.ONE.minus(descent))).value();
    }

    /** −4A. */
    private static ScaledDoubleDouble gain(double[] inputs) {
        return ScaledDoubleDouble.of(-inputs[2]).shifted(2);
    }

    /** r·σ(u)·σ(−u); 0 where the ratio is infinite. */
    private ScaledDoubleDouble slope(double[] inputs) {
        ScaledDoubleDouble logit = logit(inputs);
        return Extended.scaledSigmoid(logit.toDoubleDouble())
                .timesOrZero(Extended.scaledSigmoid(logit.negated().toDoubleDouble())).timesOrZero(ratio(inputs));
    }

    /** u, with all digits: its exponential multiplies errors by as much as it is large. */
    private ScaledDoubleDouble logit(double[] inputs) {
        return ScaledElementary.expm1(PolicyInputs.logRatio(inputs)).times(tau(inputs));
    }

    private static ScaledDoubleDouble ratio(double[] inputs) {
        return ScaledElementary.exp(PolicyInputs.logRatio(inputs));
    }

    private double tau(double[] inputs) {
        return inputs[2] > 0 ? tauPos : tauNeg;
    }
}
