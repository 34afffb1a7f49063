package dev.nabla.loss.preference;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Contrastive preference optimization: the loss of DPO without a reference, and the likelihood of the chosen answer. */
@Definition(
    aliases = "contrastive_preference",
    summary = "Contrastive preference optimization (CPO): logistic loss of the lead of the chosen answer, without a reference, plus its negative log-likelihood.",
    formula = "(1 - \\varepsilon)\\log(1 + e^{-u}) + \\varepsilon\\log(1 + e^{u}) - \\alpha c, \\quad u = \\beta\\,(c - r)",
    gradient = "\\partial_c = L' - \\alpha, \\quad \\partial_r = -L', \\quad L' = \\beta\\,[\\varepsilon\\,\\sigma(u) - (1 - \\varepsilon)\\,\\sigma(-u)]",
    hessian = "\\beta^2\\,\\sigma(u)\\,\\sigma(-u)",
    edges = {"Log-probabilities are sums over the tokens of an answer; TRL averages those of the likelihood term.",
            "With alpha 0 and a reference of equal log-probabilities it is dpo.",
            "Where u is Infinity - Infinity, loss and gradients are NaN."},
    references = {
            "Xu et al. (2024), Contrastive Preference Optimization: Pushing the Boundaries of LLM Performance in Machine Translation, https://arxiv.org/abs/2401.08417",
            "TRL CPOTrainer (alpha is its cpo_alpha)"},
    examples = {@Example(name = "Two pairs of answers", body = """
                {"chosen_logps": [-0.5, -1.25], "rejected_logps": [-0.75, -1.0]}"""),
            @Example(
                name = "Labels that may be swapped, one loss per pair",
                body = """
                        {"chosen_logps": [-0.5, -1.25], "rejected_logps": [-0.75, -1.0], "alpha": 0.5, "label_smoothing": 0.1, "reduction": "none"}""")})
public record Cpo(
    @Option(value = "what the lead is multiplied by", within = "(0, inf)") double beta,
    @Option(value = "weight of the negative log-likelihood of the chosen answer", within = "[0, inf)") double alpha,
    @Option(value = PreferenceInputs.LABEL_SMOOTHING, within = "[0, 0.5)") double labelSmoothing)
        implements ReferenceFreeLoss {

    public Cpo {
        OptionSpec.check(Cpo.class, "beta", beta);
        OptionSpec.check(Cpo.class, "alpha", alpha);
        OptionSpec.check(Cpo.class, "labelSmoothing", labelSmoothing);
    }

    public Cpo() {
        this(0.1, 1, 0);
    }

    @Override
    public double value(double[] inputs) {
        ScaledDoubleDouble likelihood = ScaledDoubleDouble.of(alpha).timesOrZero(ScaledDoubleDouble.of(inputs[0]));
        return logistic(inputs).value().minus(likelihood).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        ScaledDoubleDouble slope = logistic(inputs).derivative().times(beta);
        gradient[0] = slope.minus(ScaledDoubleDouble.of(alpha)).value();
        gradient[1] = 0.0 - slope.value();
    }

    @Override
    public TiltedLogistic logistic(double[] inputs) {
        return new TiltedLogistic(PreferenceInputs.lead(inputs).times(beta), DoubleDouble.of(labelSmoothing));
    }
}
