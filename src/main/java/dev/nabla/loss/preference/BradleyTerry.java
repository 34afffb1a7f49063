package dev.nabla.loss.preference;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The loss of a reward model: logistic in the difference of two rewards, which may be kept around 0. */
@Definition(
    aliases = {"reward_model", "pairwise_reward"},
    summary = "Bradley-Terry loss of a reward model: logistic loss of how much the chosen answer's reward exceeds the rejected one's.",
    formula = "\\log(1 + e^{-u}) + \\kappa\\,(a + b)^2, \\quad u = a - b - \\text{margin}",
    gradient = "\\partial_a = -\\sigma(-u) + 2\\kappa\\,(a + b), \\quad \\partial_b = \\sigma(-u) + 2\\kappa\\,(a + b)",
    hessian = "\\sigma(u)\\,\\sigma(-u) + 2\\kappa",
    edges = {"The margin is a constant of each pair: it has no gradient.",
            "With center_rewards_coefficient 0 only differences of rewards count.",
            "Where u is Infinity - Infinity, loss and gradients are NaN."},
    references = {
            "Ouyang et al. (2022), Training language models to follow instructions with human feedback, https://arxiv.org/abs/2203.02155",
            "Touvron et al. (2023), Llama 2: Open Foundation and Fine-Tuned Chat Models (the margin), https://arxiv.org/abs/2307.09288",
            "TRL RewardTrainer"},
    examples = {@Example(name = "Two pairs of answers", body = """
                {"chosen_rewards": [1.5, -0.25], "rejected_rewards": [0.5, 0.75]}"""),
            @Example(
                name = "A margin, and rewards kept around 0",
                body = """
                        {"chosen_rewards": [1.5, -0.25], "rejected_rewards": [0.5, 0.75], "margin": [0.5, 0.0], "center_rewards_coefficient": 0.01}""")})
public record BradleyTerry(
    @Option(
        value = "weight of the squared sum of the rewards",
        within = "[0, inf)") double centerRewardsCoefficient)
        implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("chosen_rewards", "rewards of the chosen answers").twiceDifferentiable(),
            Input.numbers("rejected_rewards", "rewards of the rejected answers").twiceDifferentiable(),
            Input.numbers("margin", "by how much the one should exceed the other").or(0));

    public BradleyTerry {
        OptionSpec.check(BradleyTerry.class, "centerRewardsCoefficient", centerRewardsCoefficient);
    }

    public BradleyTerry() {
        this(0);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double[] inputs) {
        return logistic(inputs).value().plus(centering(sum(inputs).squared())).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        ScaledDoubleDouble slope = logistic(inputs).derivative();
        ScaledDoubleDouble pull = centering(sum(inputs)).shifted(1);
        gradient[0] = pull.plus(slope).value();
        gradient[1] = pull.minus(slope).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        double curvature = logistic(inputs).curvature().plus(centering(ScaledDoubleDouble.power(1))).value();
        hessian[0] = curvature;
        hessian[1] = curvature;
    }

    private static TiltedLogistic logistic(double[] inputs) {
        return new TiltedLogistic(PreferenceInputs.lead(inputs).minus(ScaledDoubleDouble.of(inputs[2])));
    }

    private static ScaledDoubleDouble sum(double[] inputs) {
        return ScaledDoubleDouble.difference(inputs[0], -inputs[1]);
    }

    private ScaledDoubleDouble centering(ScaledDoubleDouble size) {
        return ScaledDoubleDouble.of(centerRewardsCoefficient).timesOrZero(size);
    }
}
