package dev.nabla.loss.preference;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Direct preference optimization: the logistic loss of an implicit reward. */
@Definition(
    aliases = {"dpo_sigmoid", "direct_preference_optimization"},
    summary = "Direct preference optimization (DPO): logistic loss of how much more than a reference the policy prefers the chosen answer.",
    formula = "(1 - \\varepsilon)\\log(1 + e^{-\\beta h}) + \\varepsilon\\log(1 + e^{\\beta h}), \\quad h = (c - c_0) - (r - r_0)",
    gradient = "\\partial_c = -\\partial_r = -\\partial_{c_0} = \\partial_{r_0} = \\beta\\,[\\varepsilon\\,\\sigma(\\beta h) - (1 - \\varepsilon)\\,\\sigma(-\\beta h)]",
    hessian = "\\beta^2\\,\\sigma(\\beta h)\\,\\sigma(-\\beta h)",
    edges = {"Log-probabilities are sums over the tokens of an answer.",
            "At h = Infinity the loss is 0, with label_smoothing Infinity; at h = -Infinity it is Infinity. The gradients are the limits.",
            "Where h is Infinity - Infinity, loss and gradients are NaN."},
    references = {
            "Rafailov et al. (2023), Direct Preference Optimization: Your Language Model is Secretly a Reward Model, https://arxiv.org/abs/2305.18290",
            "TRL DPOTrainer, loss_type sigmoid"},
    examples = {
            @Example(
                name = "Two pairs of answers",
                body = """
                        {"chosen_logps": [-12.5, -30.25], "rejected_logps": [-14.0, -25.5], "reference_chosen_logps": [-13.0, -28.0], "reference_rejected_logps": [-13.5, -26.0]}"""),
            @Example(
                name = "Labels that may be swapped",
                body = """
                        {"chosen_logps": [-12.5, -30.25], "rejected_logps": [-14.0, -25.5], "reference_chosen_logps": [-13.0, -28.0], "reference_rejected_logps": [-13.5, -26.0], "beta": 0.5, "label_smoothing": 0.1}""")})
public record Dpo(
    @Option(value = PreferenceInputs.BETA, within = "(0, inf)") double beta,
    @Option(value = PreferenceInputs.LABEL_SMOOTHING, within = "[0, 0.5)") double labelSmoothing)
        implements LogisticPreferenceLoss {

    public Dpo {
        OptionSpec.check(Dpo.class, "beta", beta);
        OptionSpec.check(Dpo.class, "labelSmoothing", labelSmoothing);
    }

    public Dpo() {
        this(0.1, 0);
    }

    @Override
    public DoubleDouble tilt() {
        return DoubleDouble.of(labelSmoothing);
    }
}
