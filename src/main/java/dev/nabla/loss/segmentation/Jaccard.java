package dev.nabla.loss.segmentation;

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
            "I, P and T sum the products pt, p and t over the unmasked pixels of a channel of an image; the mask has the shape (N, ...).",
            "Without pixels, or with all of them masked, a channel of an image does not count; with batch, that is so if no image has any.",
            "With smooth_nr and smooth_dr 0, a channel that is neither predicted nor true is NaN.",
            "NaN in a pixel makes NaN of the values that contain it, and of their gradients.",
            "The gradient is with respect to probabilities p; sigmoid multiplies it by p(1 - p), softmax maps G to p_c (G_c - sum p_k G_k).",
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
    @Option(ACTIVATION) @Nullable Activation activation) implements OverlapLoss {

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

    @Override
    public Scope scope() {
        return batch ? Scope.CHANNEL : Scope.CHANNEL_OF_IMAGE;
    }
}
