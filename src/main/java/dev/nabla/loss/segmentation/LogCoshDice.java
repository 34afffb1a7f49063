package dev.nabla.loss.segmentation;

import static dev.nabla.loss.segmentation.OverlapLoss.NAN_PIXELS;
import static dev.nabla.loss.segmentation.OverlapLoss.NOT_SMOOTH;
import static dev.nabla.loss.segmentation.OverlapLoss.NO_PIXELS;
import static dev.nabla.loss.segmentation.OverlapLoss.OF_PROBABILITIES;
import static dev.nabla.loss.segmentation.OverlapLoss.SUMS;

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
            SUMS,
            NO_PIXELS,
            NOT_SMOOTH,
            NAN_PIXELS,
            OF_PROBABILITIES},
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
    @Option(ACTIVATION) @Nullable Activation activation) implements ChannelLoss {

    public LogCoshDice {
        OptionSpec.check(LogCoshDice.class, "smoothNr", smoothNr);
        OptionSpec.check(LogCoshDice.class, "smoothDr", smoothDr);
    }

    public LogCoshDice() {
        this(1e-5, 1e-5, false, false, true, null);
    }

    @Override
    public OverlapWeights weights() {
        return OverlapWeights.dice(squaredPred);
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
