package dev.nabla.loss.preference;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;

/** Sequence likelihood calibration: a hinge on βh. */
@Definition(
    aliases = {"slic_hf", "dpo_hinge"},
    summary = "Sequence likelihood calibration (SLiC): hinge on how much more than a reference the policy prefers the chosen answer.",
    formula = "\\max(0,\\ 1 - \\beta h), \\quad h = (c - c_0) - (r - r_0)",
    gradient = "\\partial_c = -\\partial_r = -\\partial_{c_0} = \\partial_{r_0} = -\\beta\\,[\\beta h \\le 1]",
    hessian = "0",
    edges = {"At βh = 1 the pair is active.",
            "Where h is Infinity - Infinity, loss, gradients and Hessian are NaN."},
    references = {
            "Zhao et al. (2023), SLiC-HF: Sequence Likelihood Calibration with Human Feedback, https://arxiv.org/abs/2305.10425",
            "TRL DPOTrainer, loss_type hinge"},
    examples = {
            @Example(
                name = "Two pairs of answers",
                body = """
                        {"chosen_logps": [-12.5, -30.25], "rejected_logps": [-14.0, -25.5], "reference_chosen_logps": [-13.0, -28.0], "reference_rejected_logps": [-13.5, -26.0]}"""),
            @Example(
                name = "A narrower margin, one loss per pair",
                body = """
                        {"chosen_logps": [-12.5, -30.25], "rejected_logps": [-14.0, -25.5], "reference_chosen_logps": [-13.0, -28.0], "reference_rejected_logps": [-15.5, -26.0], "beta": 0.5, "reduction": "none"}""")})
public record Slic(
    @Option(value = "inverse of the lead from which on a pair costs nothing", within = "(0, inf)") double beta)
        implements PreferenceLoss {

    public Slic {
        OptionSpec.check(Slic.class, "beta", beta);
    }

    public Slic() {
        this(0.1);
    }

    @Override
    public double value(ScaledDoubleDouble h) {
        return Math.max(0, 0.0 - excess(h).value());
    }

    @Override
    public double derivative(ScaledDoubleDouble h) {
        double sign = excess(h).sign();
        return sign <= 0 ? -beta : sign > 0 ? 0 : Double.NaN;
    }

    @Override
    public double curvature(ScaledDoubleDouble h) {
        return h.isNaN() ? Double.NaN : 0;
    }

    /** βh − 1. */
    private ScaledDoubleDouble excess(ScaledDoubleDouble h) {
        return PreferenceInputs.timesMinusOne(h, beta);
    }
}
