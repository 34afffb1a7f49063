package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Elementary;
import dev.nabla.kernel.Pair;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Intermediate;
import dev.nabla.loss.TargetDerivatives;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binary cross-entropy of a predicted probability. */
@Definition(
    aliases = {"bce(clip=1e-7)", "binary_crossentropy(clip=1e-7)"},
    summary = "Binary cross-entropy between predicted probabilities and labels; for logits use binary_cross_entropy_with_logits.",
    formula = "-t \\max(\\log p, -100) - (1 - t) \\max(\\log(1 - p), -100)",
    gradient = "\\partial_p = \\frac{p - t}{\\max(p(1 - p), 10^{-12})}, \\quad \\partial_t = (1 - \\text{label\\_smoothing})\\,(\\max(\\log(1 - p), -100) - \\max(\\log p, -100))",
    hessian = "\\partial_p^2 = \\frac{t}{\\max(p, 10^{-12})^2} + \\frac{1 - t}{\\max(1 - p, 10^{-12})^2}, \\quad \\partial_t^2 = 0",
    edges = {"Label smoothing replaces t by t(1 - label_smoothing) + label_smoothing/2.",
            "With clip, p is first clamped to [clip, 1 - clip]; gradient and Hessian are 0 where it was outside.",
            "The logarithms are clamped at -100 in the loss only: at p = 0 and t = 1 the loss is 100 and the gradient -1e12.",
            "The gradient with respect to the targets is that of the clamped loss: 100 at p = 0 and -100 at p = 1, where PyTorch returns infinities.",
            "The gradient's divisor is at least the float64 1e-12; in PyTorch it is the nearest float32."},
    references = {"PyTorch BCELoss; its weight is sample_weight here", "Keras BinaryCrossentropy with clip = 1e-7"},
    examples = {
            @Example(name = "Three probabilities", body = """
                {"predictions": [0.9, 0.2, 0.6], "targets": [1, 0, 0.25]}"""),
            @Example(name = "Clipped and smoothed as in Keras", body = """
                        {"predictions": [1e-9, 0.75], "targets": [1, 0], "clip": 1e-7, "label_smoothing": 0.1}""")})
public record BinaryCrossEntropy(
    @Option(value = "fraction by which every target is moved toward 1/2", within = "[0, 1]") double labelSmoothing,
    @Option(value = "clamps p to [clip, 1 - clip]; null for no clamping", within = "(0, 0.5)") @Nullable Double clip)
        implements ElementwiseLoss, TargetDerivatives {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "probabilities of the positive class").within("[0, 1]").twiceDifferentiable(),
            Input.numbers("targets", "labels: 1, 0, or soft labels in between").within("(-inf, inf)")
                    .twiceDifferentiable());

    private static final double LOWEST_LOG = -100;
    private static final double FLOOR = 1e-12;

    private static final int LOG_NEAR = 2;
    private static final int LOG_FAR = 3;

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

    /** The logarithms of the smaller of p and 1 - p, clipped, and of the larger. */
    @Override
    public List<Intermediate> intermediates() {
        double least = clip == null ? 0 : clip;
        return List.of(Intermediate.log((inputs, i) -> Math.max(distanceFromEnd(inputs[0][i]), least)),
                Intermediate.log1p((inputs, i) -> -Math.max(distanceFromEnd(inputs[0][i]), least)));
    }

    @Override
    public double value(double[] inputs) {
        double p = inputs[0];
        double logNear = Math.max(inputs[LOG_NEAR], LOWEST_LOG);
        double logFar = Math.max(inputs[LOG_FAR], LOWEST_LOG);
        double isLow = 0.5 + Math.copySign(0.5, 0.5 - p);
        double logYes = Math.fma(isLow, logNear, (1 - isLow) * logFar);
        double logNo = Math.fma(isLow, logFar, (1 - isLow) * logNear);
        DoubleDouble t = smoothed(inputs[1]);
        Pair yes = Pair.of(t).times(logYes);
        Pair no = Pair.of(1).minus(Pair.of(t)).times(logNo);
        double loss = yes.plus(no).negated().value();
        return Double.isFinite(loss) ? loss : mean(t, logYes, logNo).negated().value();
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        gradient[0] = isClipped(inputs[0]) ? 0 : slope(inputs[0], smoothed(inputs[1]));
    }

    /** (p - t) / (p (1 - p)). */
    private static double slope(double p, DoubleDouble t) {
        double near = distanceFromEnd(p);
        Pair divisor = Pair.difference(1, near).times(near);
        double slope = Pair.of(p).minus(Pair.of(t)).dividedBy(divisor).value();
        return divisor.value() >= FLOOR && Double.isFinite(slope) ? slope : extremeSlope(p, t);
    }

    /** The slope next to 0 and 1, and of targets that are beyond float64 when divided. */
    private static double extremeSlope(double p, DoubleDouble t) {
        double near = distanceFromEnd(p);
        DoubleDouble divisor = DoubleDouble.difference(1, near).times(near);
        return t.minus(p).negated().dividedBy(floored(divisor)).value();
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        hessian[0] = isClipped(inputs[0]) ? 0 : curvature(inputs[0], smoothed(inputs[1]));
    }

    private static double curvature(double p, DoubleDouble t) {
        DoubleDouble yes = t.dividedBy(floored(DoubleDouble.of(p)).squared());
        DoubleDouble no = complement(t).dividedBy(floored(DoubleDouble.difference(1, p)).squared());
        double curvature = yes.plus(no).value();
        return Double.isFinite(curvature)
                ? curvature
                : mean(t, squaredReciprocal(p), squaredReciprocal(1 - p)).value();
    }

    /** t·yes + (1 − t)·no, of terms that may be beyond float64. */
    private static ScaledDoubleDouble mean(DoubleDouble t, double yes, double no) {
        return ScaledDoubleDouble.of(t).times(yes).plus(ScaledDoubleDouble.of(complement(t)).times(no));
    }

    private static double squaredReciprocal(double p) {
        return DoubleDouble.of(1).dividedBy(floored(DoubleDouble.of(p)).squared()).value();
    }

    /** (1 − ε) log((1 − p)/p), from the odds of the nearer end. */
    @Override
    public double targetGradient(double[] inputs) {
        double p = inputs[0];
        double near = Math.max(distanceFromEnd(p), clip == null ? 0 : clip);
        double size = Elementary.log(near) > LOWEST_LOG ? logOdds(near) : Elementary.log1p(-near) - LOWEST_LOG;
        return DoubleDouble.difference(1, labelSmoothing).times(p < 0.5 ? size : 0.0 - size).value();
    }

    /** log((1 − p)/p) for p ≤ 1/2. */
    private static double logOdds(double p) {
        DoubleDouble excess = DoubleDouble.difference(1, 2 * p).dividedBy(p);
        return Elementary.log1p(excess.hi(), excess.lo());
    }

    @Override
    public double targetHessian(double[] inputs) {
        return 0;
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

    /** The exact distance of p from the nearer of 0 and 1: from 1/2 on, 1 - p is exact in float64. */
    private static double distanceFromEnd(double p) {
        return Math.min(p, 1 - p);
    }

    private boolean isClipped(double p) {
        return clip != null && distanceFromEnd(p) < clip;
    }
}
