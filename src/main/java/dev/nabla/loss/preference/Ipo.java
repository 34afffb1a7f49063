package dev.nabla.loss.preference;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Identity preference optimization: the squared distance of h from a target, which the policy does not overshoot. */
@Definition(
    aliases = "dpo_ipo",
    summary = "Identity preference optimization (IPO): squared distance between the lead of the chosen answer over the reference and 1/(2 beta).",
    formula = "\\left( h - \\frac{1}{2\\beta} \\right)^2, \\quad h = (c - c_0) - (r - r_0)",
    gradient = "\\partial_c = -\\partial_r = -\\partial_{c_0} = \\partial_{r_0} = 2\\left( h - \\frac{1}{2\\beta} \\right)",
    hessian = "2",
    edges = {"Log-probabilities are averages over the tokens of an answer.",
            "Where h is Infinity - Infinity, loss, gradients and Hessian are NaN."},
    references = {
            "Azar et al. (2023), A General Theoretical Paradigm to Understand Learning from Human Preferences, https://arxiv.org/abs/2310.12036 (beta is its τ)",
            "TRL DPOTrainer, loss_type ipo"},
    examples = {
            @Example(
                name = "Two pairs of answers",
                body = """
                        {"chosen_logps": [-1.3, -0.9], "rejected_logps": [-1.22, -1.4], "reference_chosen_logps": [-1.1, -1.0], "reference_rejected_logps": [-1.25, -1.3]}"""),
            @Example(
                name = "A nearer target, one loss per pair",
                body = """
                        {"chosen_logps": [-1.3, -0.9], "rejected_logps": [-1.22, -1.4], "reference_chosen_logps": [-1.1, -1.0], "reference_rejected_logps": [-1.25, -1.3], "beta": 0.5, "reduction": "none"}""")})
public record Ipo(
    @Option(value = "half the inverse of the lead that h should have", within = "(0, inf)") double beta)
        implements PreferenceLoss {

    public Ipo {
        OptionSpec.check(Ipo.class, "beta", beta);
    }

    public Ipo() {
        this(0.1);
    }

    @Override
    public double value(ScaledDoubleDouble h) {
        return excess(h).squared().value();
    }

    @Override
    public double derivative(ScaledDoubleDouble h) {
        return excess(h).shifted(1).value();
    }

    @Override
    public double curvature(ScaledDoubleDouble h) {
        return h.isNaN() ? Double.NaN : 2;
    }

    /** h − 1/(2β), as (2βh − 1)/(2β). */
    private ScaledDoubleDouble excess(ScaledDoubleDouble h) {
        return PreferenceInputs.timesMinusOne(h.shifted(1), beta).dividedBy(ScaledDoubleDouble.of(beta)).shifted(-1);
    }
}
