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

/** One minus the Dice coefficient. */
@Definition(
    aliases = "binary_dice",
    summary = "Dice loss: one minus twice the overlap of predicted and true pixels, relative to the number of both.",
    formula = "1 - \\frac{A}{B}, \\quad A = 2I + s_n, \\quad B = P + T + s_d, \\quad \\text{or } B = \\sum p^2 + \\sum t^2 + s_d \\text{ with squared\\_pred}",
    gradient = "\\frac{A\\,b - 2t\\,B}{B^2}, \\quad b = 1, \\text{ or } 2p \\text{ with squared\\_pred}",
    edges = {
            SUMS,
            NO_PIXELS,
            NOT_SMOOTH,
            NAN_PIXELS,
            OF_PROBABILITIES,
            "Keras Dice is one sum over everything: reshape to (1, 1, M), with smooth_nr 0 and smooth_dr 1e-7.",
            "Optax dice_loss with smooth s is smooth_nr = smooth_dr = 2s."},
    references = {"Milletari et al. (2016), V-Net, https://arxiv.org/abs/1606.04797", "MONAI DiceLoss", "Keras Dice",
            "Optax dice_loss"},
    examples = {
            @Example(
                name = "Two images with one channel",
                body = """
                {"predictions": [[[0.9, 0.2, 0.6, 0.1]], [[0.3, 0.8, 0.5, 0.4]]], "targets": [[[1, 0, 1, 0]], [[0, 1, 1, 0]]]}"""),
            @Example(
                name = "Logits of two channels",
                body = """
                {"predictions": [[[0.5, -1, 2], [1, 0.25, -0.5]]], "targets": [[[1, 0, 1], [0, 1, 0]]], "activation": "softmax"}"""),
            @Example(
                name = "One value per channel over all images",
                body = """
                {"predictions": [[[0.9, 0.2, 0.6, 0.1]], [[0.3, 0.8, 0.5, 0.4]]], "targets": [[[1, 0, 1, 0]], [[0, 1, 1, 0]]], "batch": true, "reduction": "none"}""")})
public record Dice(
    @Option(value = SMOOTH_NR, within = "[0, inf)") double smoothNr,
    @Option(value = SMOOTH_DR, within = "[0, inf)") double smoothDr,
    @Option("whether the denominator adds up squares") boolean squaredPred,
    @Option(BATCH) boolean batch,
    @Option(INCLUDE_BACKGROUND) boolean includeBackground,
    @Option(ACTIVATION) @Nullable Activation activation) implements ChannelLoss {

    public Dice {
        OptionSpec.check(Dice.class, "smoothNr", smoothNr);
        OptionSpec.check(Dice.class, "smoothDr", smoothDr);
    }

    public Dice() {
        this(1e-5, 1e-5, false, false, true, null);
    }

    @Override
    public OverlapWeights weights() {
        return OverlapWeights.dice(squaredPred);
    }
}
