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

/** One minus intersection over union of pixels. */
@Definition(
    aliases = {"iou", "soft_iou", "jaccard_loss"},
    summary = "Jaccard loss: one minus the intersection of predicted and true pixels over their union.",
    formula = "1 - \\frac{A}{B}, \\quad A = I + s_n, \\quad B = P + T - I + s_d",
    gradient = "\\frac{A\\,(1 - t) - t\\,B}{B^2}",
    edges = {
            SUMS,
            NO_PIXELS,
            NOT_SMOOTH,
            NAN_PIXELS,
            OF_PROBABILITIES,
            "MONAI doubles numerator and denominator: its smoothing s is s/2 here."},
    references = "MONAI DiceLoss(jaccard=True)",
    examples = {
            @Example(
                name = "Two images with one channel",
                body = """
                {"predictions": [[[0.9, 0.2, 0.6, 0.1]], [[0.3, 0.8, 0.5, 0.4]]], "targets": [[[1, 0, 1, 0]], [[0, 1, 1, 0]]]}"""),
            @Example(
                name = "Logits of two channels",
                body = """
                {"predictions": [[[0.5, -1, 2], [1, 0.25, -0.5]]], "targets": [[[1, 0, 1], [0, 1, 0]]], "activation": "softmax"}""")})
public record Jaccard(
    @Option(value = SMOOTH_NR, within = "[0, inf)") double smoothNr,
    @Option(value = SMOOTH_DR, within = "[0, inf)") double smoothDr,
    @Option(BATCH) boolean batch,
    @Option(INCLUDE_BACKGROUND) boolean includeBackground,
    @Option(ACTIVATION) @Nullable Activation activation) implements ChannelLoss {

    public Jaccard {
        OptionSpec.check(Jaccard.class, "smoothNr", smoothNr);
        OptionSpec.check(Jaccard.class, "smoothDr", smoothDr);
    }

    public Jaccard() {
        this(1e-5, 1e-5, false, true, null);
    }

    @Override
    public OverlapWeights weights() {
        return OverlapWeights.JACCARD;
    }
}
