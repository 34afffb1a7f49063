package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Extended;
import dev.nabla.kernel.StableSigmoid;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Intermediate;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** A focal loss that down-weights negatives more than positives and drops the easiest negatives. */
@Definition(
    aliases = "asl",
    summary = "Focal loss for multi-label classification that down-weights easy negatives more than easy positives and drops the easiest negatives.",
    formula = "\\begin{cases} q^{\\gamma_+} \\operatorname{sp}(-x) & t = 1 \\\\ -m^{\\gamma_-} \\log(1 - m) & t = 0 \\end{cases}, \\quad q = \\sigma(-x), \\quad m = \\max(\\sigma(x) - \\text{clip},\\ 0)",
    gradient = "\\begin{cases} -q^{\\gamma_+} [\\gamma_+ (1 - q) \\operatorname{sp}(-x) + q] & t = 1 \\\\ \\sigma(x)\\,\\sigma(-x) \\Bigl[-\\gamma_- m^{\\gamma_- - 1} \\log(1 - m) + \\frac{m^{\\gamma_-}}{1 - m}\\Bigr] & t = 0,\\ m > 0 \\\\ 0 & t = 0,\\ m = 0 \\end{cases}",
    edges = {"For a negative with probability at most clip, loss and gradient are 0.",
            "Just above clip, loss and gradient are tiny and lose digits to the cancellation in σ(x) - clip.",
            "With clip = 0 a negative is a positive with the opposite logit, except for its gamma.",
            "The paper's code also clamps the arguments of the logarithms at 1e-8; Nabla does not."},
    references = {
            "Ridnik et al. (2021), Asymmetric Loss For Multi-Label Classification, https://arxiv.org/abs/2009.14119"},
    examples = {
            @Example(name = "Four logits", body = """
                {"predictions": [0.5, -2.0, 3.0, -4.0], "targets": [1, 0, 0, 0]}"""),
            @Example(
                name = "Binary cross-entropy, except for the clip",
                body = """
                        {"predictions": [0.5, -2.0, 3.0, -4.0], "targets": [1, 0, 0, 0], "gamma_neg": 0, "gamma_pos": 0, "clip": 0.1}""")})
public record Asymmetric(
    @Option(value = "focusing exponent of negatives", within = "[0, inf)") double gammaNeg,
    @Option(value = "focusing exponent of positives", within = "[0, inf)") double gammaPos,
    @Option(
        value = "probability margin: a negative with at most this probability has loss 0",
        within = "[0, 1)") double clip)
        implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits of the positive class").differentiable(),
            Input.numbers("targets", "binary labels").within("0 or 1"));

    public Asymmetric {
        OptionSpec.check(Asymmetric.class, "gammaNeg", gammaNeg);
        OptionSpec.check(Asymmetric.class, "gammaPos", gammaPos);
        OptionSpec.check(Asymmetric.class, "clip", clip);
    }

    public Asymmetric() {
        this(4, 1, 0.05);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public List<Intermediate> intermediates() {
        return FocalTerm.INTERMEDIATES;
    }

    @Override
    public double value(double[] inputs) {
        if (inputs[1] == 1) {
            return new FocalTerm(FocalTerm.sigmoid(inputs, -1), gammaPos).value().value();
        }
        StableSigmoid logistic = FocalTerm.sigmoid(inputs, 1);
        return (clip == 0 ? new FocalTerm(logistic, gammaNeg).value() : new ClippedNegative(logistic).value()).value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        if (inputs[1] == 1) {
            gradient[0] = 0.0 - new FocalTerm(FocalTerm.sigmoid(inputs, -1), gammaPos).derivative().value();
        } else {
            StableSigmoid logistic = FocalTerm.sigmoid(inputs, 1);
            gradient[0] = (clip == 0
                    ? new FocalTerm(logistic, gammaNeg).derivative()
                    : new ClippedNegative(logistic).derivative()).value();
        }
    }

    /** {@code -m^γ log(1-m)}, m = σ(x) - clip where that is positive. */
    private final class ClippedNegative {

        private final StableSigmoid logistic;
        private final DoubleDouble excess;
        private final DoubleDouble complement;

        ClippedNegative(StableSigmoid logistic) {
            this.logistic = logistic;
            this.excess = logistic.probability().minus(clip);
            this.complement = logistic.complement().plus(clip);
        }

        DoubleDouble value() {
            return isClipped() ? DoubleDouble.ZERO : surprisal().times(focalFactor());
        }

        /** {@code σ(x) σ(-x) m^γ [-γ log(1-m)/m + 1/(1-m)]}. */
        DoubleDouble derivative() {
            if (isClipped()) {
                return DoubleDouble.ZERO;
            }
            DoubleDouble reciprocal = DoubleDouble.of(1).dividedBy(complement);
            DoubleDouble logTerm = surprisal().dividedBy(excess).times(gammaNeg);
            return logTerm.plus(reciprocal).times(logistic.derivative()).times(focalFactor());
        }

        private boolean isClipped() {
            return excess.hi() <= 0;
        }

        private double focalFactor() {
            return FocalTerm.isProduct(gammaNeg)
                    ? FocalTerm.product(excess, gammaNeg)
                    : FocalTerm.power(Extended.log(excess), gammaNeg);
        }

        /** -log(1-m), computed from the smaller of m and 1-m. */
        private DoubleDouble surprisal() {
            return (excess.hi() < 0.5 ? Extended.log1p(excess.negated()) : Extended.log(complement)).negated();
        }
    }
}
