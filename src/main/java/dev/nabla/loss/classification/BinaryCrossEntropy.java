package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The surprise at a yes-or-no outcome under a predicted probability. */
@Definition(
    aliases = {"bce", "binary_crossentropy", "log_loss"},
    summary = "How surprising a yes-or-no outcome is under the predicted probability; for logits use binary_cross_entropy_with_logits.",
    formula = "-t \\max(\\log p, -100) - (1 - t) \\max(\\log(1 - p), -100)",
    gradient = "\\frac{p - t}{\\max(p(1 - p), 10^{-12})}",
    hessian = "\\frac{t}{\\max(p, 10^{-12})^2} + \\frac{1 - t}{\\max(1 - p, 10^{-12})^2}",
    edges = {"Label smoothing replaces t by t(1 - label_smoothing) + label_smoothing/2.",
            "With clip, p is moved into [clip, 1 - clip] first, and gradient and Hessian are 0 where it was outside.",
            "The clamp at -100 acts on the loss only: p = 0 with t = 1 has loss 100 and gradient -1e12.",
            "The floor of the gradient's divisor is the float64 1e-12; PyTorch's is the float32 nearest to it."},
    references = {"PyTorch BCELoss; its weight is sample_weight here", "Keras BinaryCrossentropy with clip = 1e-7"},
    examples = {
            @Example(name = "Three probabilities", body = """
                {"predictions": [0.9, 0.2, 0.6], "targets": [1, 0, 0.25]}"""),
            @Example(name = "Clipped and smoothed as in Keras", body = """
                        {"predictions": [1e-9, 0.75], "targets": [1, 0], "clip": 1e-7, "label_smoothing": 0.1}""")})
public record BinaryCrossEntropy(
    @Option(value = "moves every target towards 1/2 by this share", within = "[0, 1]") double labelSmoothing,
    @Option(value = "smallest distance of p from 0 and 1; null for none", within = "(0, 0.5)") @Nullable Double clip)
        implements PredictionLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "probabilities of 1").within("[0, 1]").twiceDifferentiable(),
            Input.numbers("targets", "1 or 0, or how much of a 1").within("(-inf, inf)"));

    private static final double LOWEST_LOG = -100;
    private static final double FLOOR = 1e-12;

    public BinaryCrossEntropy {
        OptionSpec.check(BinaryCrossEntropy.class, "labelSmoothing", labelSmoothing);
        if (clip != null) {
            OptionSpec.check(BinaryCrossEntropy.class, "clip", clip);
        }
    }

    public BinaryCrossEntropy() {
        this(0, null);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double p, double target) {
        double near = Math.max(distanceFromEnd(p), clip == null ? 0 : clip);
        double logNear = Math.max(Elementary.log(near), LOWEST_LOG);
        double logFar = Math.max(Elementary.log1p(-near), LOWEST_LOG);
        DoubleDouble t = smoothed(target);
        DoubleDouble yes = t.times(p < 0.5 ? logNear : logFar);
        DoubleDouble no = complement(t).times(p < 0.5 ? logFar : logNear);
        return yes.plus(no).negated().value();
    }

    @Override
    public double gradient(double p, double target) {
        if (isClipped(p)) {
            return 0;
        }
        double near = distanceFromEnd(p);
        DoubleDouble divisor = DoubleDouble.difference(1, near).times(near);
        return smoothed(target).minus(p).negated().dividedBy(floored(divisor)).value();
    }

    @Override
    public double hessian(double p, double target) {
        if (isClipped(p)) {
            return 0;
        }
        DoubleDouble t = smoothed(target);
        DoubleDouble yes = t.dividedBy(floored(DoubleDouble.of(p)).squared());
        DoubleDouble no = complement(t).dividedBy(floored(DoubleDouble.difference(1, p)).squared());
        return yes.plus(no).value();
    }

    private DoubleDouble smoothed(double target) {
        return LabelSmoothing.smooth(target, labelSmoothing, 2);
    }

    private static DoubleDouble complement(DoubleDouble share) {
        return DoubleDouble.of(1).minus(share);
    }

    private static DoubleDouble floored(DoubleDouble divisor) {
        return divisor.isLessThan(FLOOR) ? DoubleDouble.of(FLOOR) : divisor;
    }

    /** How far p is from the nearer of 0 and 1, exactly: 1 - p is a float64 number from 1/2 on. */
    private static double distanceFromEnd(double p) {
        return Math.min(p, 1 - p);
    }

    private boolean isClipped(double p) {
        return clip != null && distanceFromEnd(p) < clip;
    }
}
