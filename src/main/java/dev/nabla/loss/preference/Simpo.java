package dev.nabla.loss.preference;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Simple preference optimization: no reference, but a margin. */
@Definition(
    aliases = "dpo_simpo",
    summary = "Simple preference optimization (SimPO): logistic loss of the lead of the chosen answer over the rejected one, less a margin, without a reference.",
    formula = "\\log(1 + e^{-u}), \\quad u = \\beta\\,(c - r) - \\gamma",
    gradient = "\\partial_c = -\\beta\\,\\sigma(-u), \\quad \\partial_r = \\beta\\,\\sigma(-u)",
    hessian = "\\beta^2\\,\\sigma(u)\\,\\sigma(-u)",
    edges = {"Log-probabilities are averages over the tokens of an answer.",
            "Where c - r is Infinity - Infinity, loss and gradients are NaN."},
    references = {
            "Meng et al. (2024), SimPO: Simple Preference Optimization with a Reference-Free Reward, https://arxiv.org/abs/2405.14734",
            "TRL CPOTrainer, loss_type simpo (gamma is its simpo_gamma)"},
    examples = {@Example(name = "Two pairs of answers", body = """
                {"chosen_logps": [-0.5, -1.25], "rejected_logps": [-0.75, -1.0]}"""),
            @Example(
                name = "No margin, one loss per pair",
                body = """
                        {"chosen_logps": [-0.5, -1.25], "rejected_logps": [-0.75, -1.0], "beta": 2.5, "gamma": 0, "reduction": "none"}""")})
public record Simpo(
    @Option(value = "what the lead is multiplied by", within = "(0, inf)") double beta,
    @Option(value = "margin that the multiplied lead should exceed", within = "[0, inf)") double gamma)
        implements ReferenceFreeLoss {

    public Simpo {
        OptionSpec.check(Simpo.class, "beta", beta);
        OptionSpec.check(Simpo.class, "gamma", gamma);
    }

    public Simpo() {
        this(2, 0.5);
    }

    @Override
    public double value(double[] inputs) {
        return logistic(inputs).value().value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        double slope = logistic(inputs).derivative().times(beta).value();
        gradient[0] = 0.0 + slope;
        gradient[1] = 0.0 - slope;
    }

    @Override
    public TiltedLogistic logistic(double[] inputs) {
        return new TiltedLogistic(PreferenceInputs.lead(inputs).times(beta).minus(ScaledDoubleDouble.of(gamma)));
    }
}
