package dev.nabla.loss.preference;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Direct preference optimization with a loss that is unbiased if a known share of the labels is swapped. */
@Definition(
    aliases = "dpo_robust(label_smoothing=0)",
    summary = "Robust DPO: an unbiased estimate of the DPO loss where a known share of the preferences is swapped.",
    formula = "\\frac{(1 - \\varepsilon)\\log(1 + e^{-\\beta h}) - \\varepsilon\\log(1 + e^{\\beta h})}{1 - 2\\varepsilon}, \\quad h = (c - c_0) - (r - r_0)",
    gradient = "\\partial_c = -\\partial_r = -\\partial_{c_0} = \\partial_{r_0} = -\\beta\\,\\frac{(1 - \\varepsilon)\\,\\sigma(-\\beta h) + \\varepsilon\\,\\sigma(\\beta h)}{1 - 2\\varepsilon}",
    hessian = "\\beta^2\\,\\sigma(\\beta h)\\,\\sigma(-\\beta h)",
    edges = {"With label_smoothing 0 it is dpo.",
            "The loss is not bounded below: with label_smoothing above 0 it is -Infinity at h = Infinity, and negative before.",
            "Where h is Infinity - Infinity, loss and gradients are NaN."},
    references = {
            "Chowdhury et al. (2024), Provably Robust DPO: Aligning Language Models with Noisy Feedback, https://arxiv.org/abs/2403.00409",
            "TRL DPOTrainer, loss_type robust"},
    examples = {
            @Example(
                name = "Two pairs of answers",
                body = """
                        {"chosen_logps": [-12.5, -30.25], "rejected_logps": [-14.0, -25.5], "reference_chosen_logps": [-13.0, -28.0], "reference_rejected_logps": [-13.5, -26.0]}"""),
            @Example(
                name = "A quarter of the labels swapped, one loss per pair",
                body = """
                        {"chosen_logps": [-12.5, -30.25], "rejected_logps": [-14.0, -25.5], "reference_chosen_logps": [-13.0, -28.0], "reference_rejected_logps": [-13.5, -26.0], "label_smoothing": 0.25, "reduction": "none"}""")})
public record RobustDpo(
    @Option(value = PreferenceInputs.BETA, within = "(0, inf)") double beta,
    @Option(value = PreferenceInputs.LABEL_SMOOTHING, within = "[0, 0.5)") double labelSmoothing)
        implements LogisticPreferenceLoss {

    public RobustDpo {
        OptionSpec.check(RobustDpo.class, "beta", beta);
        OptionSpec.check(RobustDpo.class, "labelSmoothing", labelSmoothing);
    }

    public RobustDpo() {
        this(0.1, 0.1);
    }

    /** −ε/(1 − 2ε). */
    @Override
    public DoubleDouble tilt() {
        return DoubleDouble.of(-labelSmoothing).dividedBy(DoubleDouble.difference(1, 2 * labelSmoothing));
    }
}
