package dev.nabla.loss.segmentation;

import dev.nabla.kernel.Extended;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import org.jspecify.annotations.Nullable;

/** The logarithm of the hyperbolic cosine of the Dice loss. */
@Definition(
    aliases = "lc_dice",
    summary = "Log-cosh Dice loss: the logarithm of the hyperbolic cosine of the Dice loss, which is smoother where that is small.",
    formula = "\\log \\cosh V, \\quad V = 1 - \\frac{A}{B}, \\quad A = 2I + s_n, \\quad B = P + T + s_d, \\quad \\text{or } B = \\sum p^2 + \\sum t^2 + s_d \\text{ with squared\\_pred}",
    gradient = "\\tanh V\\,\\frac{A\\,b - 2t\\,B}{B^2}, \\quad b = 1, \\text{ or } 2p \\text{ with squared\\_pred}",
    edges = {
            "I, P and T sum the products pt, p and t over the unmasked pixels of a channel of an image; the mask has the shape (N, ...).",
            "Without pixels, or with all of them masked, a channel of an image does not count; with batch, that is so if no image has any.",
            "With smooth_nr and smooth_dr 0, a channel that is neither predicted nor true is NaN.",
            "NaN in a pixel makes NaN of the values that contain it, and of their gradients.",
            "The gradient is with respect to probabilities p; sigmoid multiplies it by p(1 - p), softmax maps G to p_c (G_c - sum p_k G_k)."},
    references = "Jadon (2020), A survey of loss functions for semantic segmentation, https://arxiv.org/abs/2006.14822",
    examples = {
            @Example(
                name = "Two images with one channel",
                body = """
                {"predictions": [[[0.9, 0.2, 0.6, 0.1]], [[0.3, 0.8, 0.5, 0.4]]], "targets": [[[1, 0, 1, 0]], [[0, 1, 1, 0]]]}"""),
            @Example(
                name = "Logits of two channels",
                body = """
                {"predictions": [[[0.5, -1, 2], [1, 0.25, -0.5]]], "targets": [[[1, 0, 1], [0, 1, 0]]], "activation": "softmax"}""")})
public record LogCoshDice(
    @Option(value = SMOOTH_NR, within = "[0, inf)") double smoothNr,
    @Option(value = SMOOTH_DR, within = "[0, inf)") double smoothDr,
    @Option("whether the denominator adds up squares") boolean squaredPred,
    @Option(BATCH) boolean batch,
    @Option(INCLUDE_BACKGROUND) boolean includeBackground,
    @Option(ACTIVATION) @Nullable Activation activation) implements OverlapLoss {

    public LogCoshDice {
        OptionSpec.check(LogCoshDice.class, "smoothNr", smoothNr);
        OptionSpec.check(LogCoshDice.class, "smoothDr", smoothDr);
    }

    public LogCoshDice() {
        this(1e-5, 1e-5, false, false, true, null);
    }

    @Override
    public OverlapWeights weights() {
        return squaredPred ? OverlapWeights.SQUARED_DICE : OverlapWeights.DICE;
    }

    @Override
    public Scope scope() {
        return batch ? Scope.CHANNEL : Scope.CHANNEL_OF_IMAGE;
    }

    /** log cosh V as log(1 + 2 sinh² V/2), or as |V| − log 2 + log(1 + e^(−2|V|)). */
    @Override
    public ScaledDoubleDouble value(ScaledDoubleDouble distance) {
        ScaledDoubleDouble size = distance.abs();
        if (size.isLessThan(ScaledDoubleDouble.ONE)) {
            return ScaledElementary.log1p(ScaledElementary.sinh(size.shifted(-1)).squared().shifted(1));
        }
        return size.minus(ScaledDoubleDouble.of(Extended.LOG_TWO))
                .plus(ScaledElementary.log1p(ScaledElementary.exp(size.shifted(1).negated())));
    }

    @Override
    public ScaledDoubleDouble slope(ScaledDoubleDouble distance) {
        return ScaledElementary.tanh(distance);
    }
}
