package dev.nabla.loss.preference;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** The loss of prospect theory, for single answers that are desirable or not. */
@Definition(
    aliases = "kahneman_tversky",
    summary = "Kahneman-Tversky optimization (KTO): sigmoid loss of single answers, each labeled desirable or undesirable.",
    formula = "\\begin{cases} \\lambda_D\\,\\sigma(-u) & t = 1 \\\\ \\lambda_U\\,\\sigma(u) & t = 0 \\end{cases}, \\quad u = \\beta\\,(l - l_0 - \\text{kl})",
    gradient = "\\partial_l = -\\partial_{l_0} = \\begin{cases} -\\lambda_D\\,\\beta\\,\\sigma(u)\\,\\sigma(-u) & t = 1 \\\\ \\lambda_U\\,\\beta\\,\\sigma(u)\\,\\sigma(-u) & t = 0 \\end{cases}",
    hessian = "\\pm\\lambda\\,\\beta^2\\,\\sigma(u)\\,\\sigma(-u)\\,(2\\sigma(u) - 1), \\quad + \\text{ if } t = 1",
    edges = {"The reference point kl is a constant: it has no gradient.",
            "At u = Infinity and u = -Infinity gradient and Hessian are 0.",
            "Where u is Infinity - Infinity, loss and gradients are NaN."},
    references = {
            "Ethayarajh et al. (2024), KTO: Model Alignment as Prospect Theoretic Optimization, https://arxiv.org/abs/2402.01306",
            "TRL KTOTrainer, which estimates kl within the batch and clamps it at 0"},
    examples = {
            @Example(
                name = "A desirable and an undesirable answer",
                body = """
                        {"policy_logps": [-12.5, -30.25], "reference_logps": [-13.0, -28.0], "targets": [1, 0]}"""),
            @Example(
                name = "A reference point and weights",
                body = """
                        {"policy_logps": [-12.5, -30.25], "reference_logps": [-13.0, -28.0], "targets": [1, 0], "kl": 0.25, "desirable_weight": 1.5}""")})
public record Kto(
    @Option(value = PreferenceInputs.BETA, within = "(0, inf)") double beta,
    @Option(value = "weight of desirable answers", within = "[0, inf)") double desirableWeight,
    @Option(value = "weight of undesirable answers", within = "[0, inf)") double undesirableWeight,
    @Option(value = "reference point: divergence of the policy from the reference", within = "[0, inf)") double kl)
        implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("policy_logps", "log-probabilities of the answers").twiceDifferentiable(),
            Input.numbers("reference_logps", "log-probabilities of the answers under the reference policy")
                    .twiceDifferentiable(),
            Input.numbers("targets", "1 for desirable answers, 0 for undesirable ones").within("0 or 1"));

    public Kto {
        OptionSpec.check(Kto.class, "beta", beta);
        OptionSpec.check(Kto.class, "desirableWeight", desirableWeight);
        OptionSpec.check(Kto.class, "undesirableWeight", undesirableWeight);
        OptionSpec.check(Kto.class, "kl", kl);
    }

    public Kto() {
        this(0.1, 1, 1, 0);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double[] inputs) {
        return sigmoid(inputs).value().times(weight(inputs)).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        double slope = sigmoid(inputs).derivative().times(weight(inputs)).times(side(inputs)).value();
        gradient[0] = 0.0 + slope;
        gradient[1] = 0.0 - slope;
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        double curvature = 0.0 + sigmoid(inputs).curvature().times(weight(inputs)).value();
        hessian[0] = curvature;
        hessian[1] = curvature;
    }

    private ScaledSigmoid sigmoid(double[] inputs) {
        ScaledDoubleDouble gain = ScaledDoubleDouble.difference(inputs[0], inputs[1]).minus(ScaledDoubleDouble.of(kl));
        return new ScaledSigmoid(gain.times(side(inputs)), beta);
    }

    private double weight(double[] inputs) {
        return inputs[2] == 1 ? desirableWeight : undesirableWeight;
    }

    /** Which way the loss goes as the answer becomes more probable. */
    private static double side(double[] inputs) {
        return inputs[2] == 1 ? -1 : 1;
    }
}
