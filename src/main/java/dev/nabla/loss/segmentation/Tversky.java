package dev.nabla.loss.segmentation;

import static dev.nabla.loss.segmentation.OverlapLoss.NAN_PIXELS;
import static dev.nabla.loss.segmentation.OverlapLoss.NOT_SMOOTH;
import static dev.nabla.loss.segmentation.OverlapLoss.NO_PIXELS;
import static dev.nabla.loss.segmentation.OverlapLoss.OF_PROBABILITIES;
import static dev.nabla.loss.segmentation.OverlapLoss.SUMS;

import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import org.jspecify.annotations.Nullable;

/** The Dice loss with weights of its own for false positives and misses. */
@Definition(
    aliases = "tversky_loss",
    summary = "Tversky loss: one minus the overlap of predicted and true pixels, relative to hits and weighted false positives and misses.",
    formula = "1 - \\frac{A}{B}, \\quad A = I + s_n, \\quad B = I + \\alpha \\sum p\\,(1 - t) + \\beta \\sum (1 - p)\\,t + s_d",
    gradient = "\\frac{A\\,(t + \\alpha\\,(1 - t) - \\beta\\,t) - t\\,B}{B^2}",
    edges = {
            SUMS,
            NO_PIXELS,
            NOT_SMOOTH,
            NAN_PIXELS,
            OF_PROBABILITIES,
            "alpha = beta = 0.5 is the Dice loss with half its smoothing.",
            "The alpha of Keras multiplies misses: it is beta here."},
    references = {
            "Salehi et al. (2017), Tversky loss function for image segmentation, https://arxiv.org/abs/1706.05721",
            "MONAI TverskyLoss"},
    examples = {
            @Example(
                name = "Two images with one channel",
                body = """
                {"predictions": [[[0.9, 0.2, 0.6, 0.1]], [[0.3, 0.8, 0.5, 0.4]]], "targets": [[[1, 0, 1, 0]], [[0, 1, 1, 0]]]}"""),
            @Example(
                name = "Misses weigh more than false positives",
                body = """
                {"predictions": [[[0.5, -1, 2], [1, 0.25, -0.5]]], "targets": [[[1, 0, 1], [0, 1, 0]]], "activation": "sigmoid", "alpha": 0.3, "beta": 0.7}""")})
public record Tversky(
    @Option(value = "weight of false positives", within = "[0, inf)") double alpha,
    @Option(value = "weight of misses", within = "[0, inf)") double beta,
    @Option(value = SMOOTH_NR, within = "[0, inf)") double smoothNr,
    @Option(value = SMOOTH_DR, within = "[0, inf)") double smoothDr,
    @Option(BATCH) boolean batch,
    @Option(INCLUDE_BACKGROUND) boolean includeBackground,
    @Option(ACTIVATION) @Nullable Activation activation) implements ChannelLoss {

    public Tversky {
        OptionSpec.check(Tversky.class, "alpha", alpha);
        OptionSpec.check(Tversky.class, "beta", beta);
        OptionSpec.check(Tversky.class, "smoothNr", smoothNr);
        OptionSpec.check(Tversky.class, "smoothDr", smoothDr);
    }

    public Tversky() {
        this(0.5, 0.5, 1e-5, 1e-5, false, true, null);
    }

    @Override
    public OverlapWeights weights() {
        return OverlapWeights.tversky(alpha, beta);
    }
}
