package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.Input;
import dev.nabla.loss.PredictionLoss;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binary cross-entropy of a logit, faded out where the model is right already. */
@Definition(
    aliases = {"binary_focal", "sigmoid_focal_loss", "binary_focal_cross_entropy"},
    summary = "Binary cross-entropy of a logit that counts the less the better the outcome was foreseen: for few positives among many negatives.",
    formula = "a\\,M^\\gamma\\,[(1 - t)\\operatorname{sp}(x) + t \\operatorname{sp}(-x)], \\quad M = (1 - t)\\,\\sigma(x) + t\\,\\sigma(-x), \\quad a = \\alpha t + (1 - \\alpha)(1 - t)",
    gradient = "a\\,[\\gamma M^{\\gamma - 1} M' C + M^\\gamma C'], \\quad C = (1 - t)\\operatorname{sp}(x) + t \\operatorname{sp}(-x), \\quad M' = \\sigma(x)\\,\\sigma(-x)(1 - 2t), \\quad C' = (1 - t)\\,\\sigma(x) - t\\,\\sigma(-x)",
    hessian = "a\\,[\\gamma(\\gamma - 1) M^{\\gamma - 2} M'^2 C + \\gamma M^{\\gamma - 1}(M'' C + 2 M' C') + M^\\gamma \\sigma(x)\\,\\sigma(-x)], \\quad M'' = \\sigma(x)\\,\\sigma(-x)(\\sigma(-x) - \\sigma(x))(1 - 2t)",
    edges = {"alpha = null or -1 leaves the balancing factor a out.",
            "With gamma = 0 it is binary cross-entropy, weighted by a.",
            "Where M is 0, so are loss, gradient and Hessian if gamma is above 0.",
            "The Hessian changes its sign where the outcome was missed by far; next to that place its error is that of its terms.",
            "Keras takes probabilities by default, applies alpha only with apply_class_balancing, and clips at 1e-7; Optax's default alpha is none."},
    references = {"Lin et al. (2017), Focal Loss for Dense Object Detection, https://arxiv.org/abs/1708.02002",
            "torchvision sigmoid_focal_loss", "Optax sigmoid_focal_loss", "Keras BinaryFocalCrossentropy"},
    examples = {
            @Example(name = "Three logits", body = """
                {"predictions": [0.5, -2.0, 3.0], "targets": [1, 0, 0]}"""),
            @Example(
                name = "A soft target, no balancing",
                body = """
                        {"predictions": [0.5, -2.0, 3.0], "targets": [0.25, 0, 1], "alpha": null, "gamma": 1.5, "reduction": "sum"}""")})
public record SigmoidFocal(
    @Option(
        value = "weight of the positives, those of the negatives being 1 - alpha; null or -1 for none",
        within = "-1 or [0, 1]") @Nullable Double alpha,
    @Option(value = "how fast what was foreseen fades out", within = "[0, inf)") double gamma)
        implements PredictionLoss {

    private static final List<Input> INPUTS = List.of(Input.numbers("predictions", "logits of 1").twiceDifferentiable(),
            Input.numbers("targets", "1 or 0, or how much of a 1").within("[0, 1]"));

    public SigmoidFocal {
        if (alpha != null) {
            OptionSpec.check(SigmoidFocal.class, "alpha", alpha);
        }
        OptionSpec.check(SigmoidFocal.class, "gamma", gamma);
    }

    public SigmoidFocal() {
        this(0.25, 2);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public double value(double x, double target) {
        return balanced(target,
                isCertain(target) ? certain(x, target).value() : new SoftFocal(x, target, gamma).value());
    }

    @Override
    public double gradient(double x, double target) {
        if (!isCertain(target)) {
            return balanced(target, new SoftFocal(x, target, gamma).slope());
        }
        double slope = balanced(target, certain(x, target).slope());
        return target == 0 ? slope : 0.0 - slope;
    }

    @Override
    public double hessian(double x, double target) {
        return balanced(target,
                isCertain(target) ? certain(x, target).curvature() : new SoftFocal(x, target, gamma).curvature());
    }

    private static boolean isCertain(double target) {
        return target == 0 || target == 1;
    }

    private FocalTerm certain(double x, double target) {
        return new FocalTerm(target == 0 ? x : -x, gamma);
    }

    /** Times α for a positive, 1 - α for a negative; a factor of 0 takes even infinity away. */
    private double balanced(double target, DoubleDouble value) {
        if (alpha == null || alpha < 0) {
            return value.value();
        }
        DoubleDouble positive = DoubleDouble.product(alpha, target);
        DoubleDouble factor = DoubleDouble.difference(1, alpha).times(DoubleDouble.difference(1, target))
                .plus(positive);
        return factor.isZero() ? 0 : value.times(factor).value();
    }
}
