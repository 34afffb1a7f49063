package dev.nabla.loss.segmentation;

import static dev.nabla.loss.segmentation.OverlapLoss.NAN_PIXELS;
import static dev.nabla.loss.segmentation.OverlapLoss.NOT_SMOOTH;
import static dev.nabla.loss.segmentation.OverlapLoss.NO_PIXELS;
import static dev.nabla.loss.segmentation.OverlapLoss.OF_PROBABILITIES;
import static dev.nabla.loss.segmentation.OverlapLoss.SUMS;

import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.ScaledElementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import org.jspecify.annotations.Nullable;

/** A power of the Tversky loss. */
@Definition(
    aliases = "focal_tversky_loss",
    summary = "Focal Tversky loss: the Tversky loss to a power that shifts the weight between easy and hard regions.",
    formula = "V^\\gamma, \\quad V = 1 - \\frac{A}{B}, \\quad A = I + s_n, \\quad B = I + \\alpha \\sum p\\,(1 - t) + \\beta \\sum (1 - p)\\,t + s_d",
    gradient = "\\gamma\\,V^{\\gamma - 1}\\,\\frac{A\\,(t + \\alpha\\,(1 - t) - \\beta\\,t) - t\\,B}{B^2}",
    edges = {
            SUMS,
            NO_PIXELS,
            NOT_SMOOTH,
            NAN_PIXELS,
            OF_PROBABILITIES,
            "Where V is 0 or, if smooth_nr is larger than smooth_dr, negative, loss and gradient are 0.",
            "Abraham and Khan write the exponent as 1/gamma, with gamma = 4/3."},
    references = "Abraham, Khan (2019), A novel focal Tversky loss function with improved attention U-Net, https://arxiv.org/abs/1810.07842",
    examples = {
            @Example(
                name = "Two images with one channel",
                body = """
                {"predictions": [[[0.9, 0.2, 0.6, 0.1]], [[0.3, 0.8, 0.5, 0.4]]], "targets": [[[1, 0, 1, 0]], [[0, 1, 1, 0]]]}"""),
            @Example(
                name = "A steeper power of logits",
                body = """
                {"predictions": [[[0.5, -1, 2], [1, 0.25, -0.5]]], "targets": [[[1, 0, 1], [0, 1, 0]]], "activation": "softmax", "gamma": 2}""")})
public record FocalTversky(
    @Option(value = "exponent", within = "(0, inf)") double gamma,
    @Option(value = "weight of false positives", within = "[0, inf)") double alpha,
    @Option(value = "weight of misses", within = "[0, inf)") double beta,
    @Option(value = SMOOTH_NR, within = "[0, inf)") double smoothNr,
    @Option(value = SMOOTH_DR, within = "[0, inf)") double smoothDr,
    @Option(BATCH) boolean batch,
    @Option(INCLUDE_BACKGROUND) boolean includeBackground,
    @Option(ACTIVATION) @Nullable Activation activation) implements ChannelLoss {

    public FocalTversky {
        OptionSpec.check(FocalTversky.class, "gamma", gamma);
        OptionSpec.check(FocalTversky.class, "alpha", alpha);
        OptionSpec.check(FocalTversky.class, "beta", beta);
        OptionSpec.check(FocalTversky.class, "smoothNr", smoothNr);
        OptionSpec.check(FocalTversky.class, "smoothDr", smoothDr);
    }

    public FocalTversky() {
        this(0.75, 0.3, 0.7, 1e-5, 1e-5, false, true, null);
    }

    @Override
    public OverlapWeights weights() {
        return OverlapWeights.tversky(alpha, beta);
    }

    @Override
    public ScaledDoubleDouble value(ScaledDoubleDouble distance) {
        return distance.sign() <= 0
                ? ScaledDoubleDouble.ZERO
                : ScaledElementary.pow(distance, ScaledDoubleDouble.of(gamma));
    }

    @Override
    public ScaledDoubleDouble slope(ScaledDoubleDouble distance) {
        return distance.sign() <= 0
                ? ScaledDoubleDouble.ZERO
                : ScaledElementary.pow(distance, ScaledDoubleDouble.difference(gamma, 1)).times(gamma);
    }
}
