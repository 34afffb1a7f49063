package dev.nabla.loss.preference;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Anchored preference optimization: the chosen answer is to become more probable, the rejected one less. */
@Definition(
    aliases = "anchored_preference",
    summary = "Anchored preference optimization (APO-zero): raises the chosen answer above the reference and lowers the rejected one, each by itself.",
    formula = "\\sigma(-a) + \\sigma(b), \\quad a = \\beta\\,(c - c_0), \\quad b = \\beta\\,(r - r_0)",
    gradient = "\\partial_c = -\\partial_{c_0} = -\\beta\\,\\sigma(a)\\,\\sigma(-a), \\quad \\partial_r = -\\partial_{r_0} = \\beta\\,\\sigma(b)\\,\\sigma(-b)",
    hessian = "c, c_0: \\beta^2\\,\\sigma(a)\\,\\sigma(-a)\\,(2\\sigma(a) - 1); \\quad r, r_0: \\beta^2\\,\\sigma(b)\\,\\sigma(-b)\\,(1 - 2\\sigma(b))",
    edges = {"At an infinite a or b its part of gradient and Hessian is 0.",
            "Where a or b is Infinity - Infinity, the loss and the gradients of its part are NaN."},
    references = {
            "D'Oosterlinck et al. (2024), Anchored Preference Optimization and Contrastive Revisions: Addressing Underspecification in Alignment, https://arxiv.org/abs/2408.06266",
            "TRL DPOTrainer, loss_type apo_zero"},
    examples = {
            @Example(
                name = "Two pairs of answers",
                body = """
                        {"chosen_logps": [-12.5, -30.25], "rejected_logps": [-14.0, -25.5], "reference_chosen_logps": [-13.0, -28.0], "reference_rejected_logps": [-13.5, -26.0]}"""),
            @Example(
                name = "Held more loosely, one loss per pair",
                body = """
                        {"chosen_logps": [-12.5, -30.25], "rejected_logps": [-14.0, -25.5], "reference_chosen_logps": [-13.0, -28.0], "reference_rejected_logps": [-13.5, -26.0], "beta": 0.5, "reduction": "none"}""")})
public record ApoZero(
    @Option(value = PreferenceInputs.BETA, within = "(0, inf)") double beta) implements ElementwiseLoss {

    public ApoZero {
        OptionSpec.check(ApoZero.class, "beta", beta);
    }

    public ApoZero() {
        this(0.1);
    }

    @Override
    public List<Input> inputs() {
        return PreferenceInputs.PAIR_AND_REFERENCE;
    }

    @Override
    public double value(double[] inputs) {
        return chosen(inputs).value().plus(rejected(inputs).value()).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        double chosen = chosen(inputs).derivative().value();
        double rejected = rejected(inputs).derivative().value();
        gradient[0] = 0.0 - chosen;
        gradient[1] = rejected;
        gradient[2] = chosen;
        gradient[3] = 0.0 - rejected;
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        double chosen = 0.0 + chosen(inputs).curvature().value();
        double rejected = 0.0 + rejected(inputs).curvature().value();
        hessian[0] = chosen;
        hessian[1] = rejected;
        hessian[2] = chosen;
        hessian[3] = rejected;
    }

    /** σ(−a). */
    private ScaledSigmoid chosen(double[] inputs) {
        return new ScaledSigmoid(ScaledDoubleDouble.difference(inputs[2], inputs[0]), beta);
    }

    /** σ(b). */
    private ScaledSigmoid rejected(double[] inputs) {
        return new ScaledSigmoid(ScaledDoubleDouble.difference(inputs[1], inputs[3]), beta);
    }
}
