package dev.nabla.loss.preference;

import dev.nabla.kernel.DoubleDouble;
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

/** Odds ratio preference optimization: the likelihood of the chosen answer and the logistic loss of its odds over the other's. */
@Definition(
    aliases = "odds_ratio_preference",
    summary = "Odds ratio preference optimization (ORPO): negative log-likelihood of the chosen answer plus logistic loss of its log odds over the rejected one's.",
    formula = "-c + \\lambda\\log(1 + e^{-o}), \\quad o = \\log\\frac{e^c}{1 - e^c} - \\log\\frac{e^r}{1 - e^r}",
    gradient = "\\partial_c = -1 - \\frac{\\lambda\\,\\sigma(-o)}{1 - e^c}, \\quad \\partial_r = \\frac{\\lambda\\,\\sigma(-o)}{1 - e^r}",
    hessian = "c: \\lambda\\,\\sigma(-o)\\,\\frac{\\sigma(o) - e^c}{(1 - e^c)^2} = \\lambda\\,\\sigma(o)\\,\\sigma(-o)\\,\\frac{1 - 2e^r}{(1 - e^c)(1 - e^r)}; \\quad r: \\lambda\\,\\sigma(-o)\\,\\frac{\\sigma(o) + e^r}{(1 - e^r)^2}",
    edges = {"Log-probabilities are averages over the tokens of an answer; 0 and above are rejected.",
            "1 - e^c is computed as -expm1(c), so that likely answers keep their digits.",
            "At c = -Infinity the loss is Infinity and the gradients are -1 - λ and λ/(1 - e^r); at r = -Infinity the loss is -c."},
    references = {
            "Hong et al. (2024), ORPO: Monolithic Preference Optimization without Reference Model, https://arxiv.org/abs/2403.07691",
            "TRL ORPOTrainer (beta is λ)"},
    examples = {@Example(name = "Two pairs of answers", body = """
                {"chosen_logps": [-0.5, -1.25], "rejected_logps": [-0.75, -1.0]}"""),
            @Example(name = "Two likely answers", body = """
                    {"chosen_logps": [-1e-09], "rejected_logps": [-0.001]}""")})
public record Orpo(
    @Option(value = "weight of the odds ratio", within = "[0, inf)") double beta) implements ElementwiseLoss {

    private static final String PROPER = "[-inf, 0)";
    private static final List<Input> INPUTS = PreferenceInputs.PAIR.stream().map(input -> input.within(PROPER))
            .toList();

    public Orpo {
        OptionSpec.check(Orpo.class, "beta", beta);
    }

    public Orpo() {
        this(0.1);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double[] inputs) {
        return weighted(Extended.scaledSoftplus(logOddsAgainst(inputs))).minus(ScaledDoubleDouble.of(inputs[0]))
                .value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        ScaledDoubleDouble pull = weighted(Extended.scaledSigmoid(logOddsAgainst(inputs)));
        gradient[0] = -pull.dividedBy(complement(inputs[0])).plus(ScaledDoubleDouble.ONE).value();
        gradient[1] = pull.dividedBy(complement(inputs[1])).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        DoubleDouble against = logOddsAgainst(inputs);
        ScaledDoubleDouble pull = weighted(Extended.scaledSigmoid(against)).dividedBy(complement(inputs[1]));
        ScaledDoubleDouble hit = Extended.scaledSigmoid(against.negated());
        // σ(o) − e^c = σ(o)·(1 − e^c)·(1 − 2e^r)/(1 − e^r), whose only difference that cancels is 1 − 2e^r
        DoubleDouble rest = Extended.expMinus(inputs[1], 0.5);
        hessian[0] = 0.0 - pull.times(hit).times(rest).dividedBy(complement(inputs[0])).shifted(1).value();
        hessian[1] = pull.times(hit.plus(ScaledElementary.exp(ScaledDoubleDouble.of(inputs[1]))))
                .dividedBy(complement(inputs[1])).value();
    }

    /** −o. */
    private static DoubleDouble logOddsAgainst(double[] inputs) {
        return DoubleDouble.difference(inputs[1], inputs[0])
                .plus(logComplement(inputs[0]).minus(logComplement(inputs[1])));
    }

    /** log(1 − e^x). */
    private static DoubleDouble logComplement(double x) {
        return Extended.log(complement(x));
    }

    /** 1 − e^x. */
    private static ScaledDoubleDouble complement(double x) {
        return ScaledElementary.expm1(ScaledDoubleDouble.of(x)).negated();
    }

    private ScaledDoubleDouble weighted(ScaledDoubleDouble size) {
        return ScaledDoubleDouble.of(beta).timesOrZero(size);
    }
}
