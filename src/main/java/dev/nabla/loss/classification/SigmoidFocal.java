package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Intermediate;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binary cross-entropy of a logit that down-weights well-classified samples. */
@Definition(
    aliases = {"binary_focal", "sigmoid_focal_loss(reduction=none)"},
    summary = "Sigmoid focal loss: binary cross-entropy of a logit that down-weights well-classified samples, for few positives among many negatives.",
    formula = "a\\,M^\\gamma\\,[(1 - t)\\operatorname{sp}(x) + t \\operatorname{sp}(-x)], \\quad M = (1 - t)\\,\\sigma(x) + t\\,\\sigma(-x), \\quad a = \\alpha t + (1 - \\alpha)(1 - t)",
    gradient = "a\\,[\\gamma M^{\\gamma - 1} M' C + M^\\gamma C'], \\quad C = (1 - t)\\operatorname{sp}(x) + t \\operatorname{sp}(-x), \\quad M' = \\sigma(x)\\,\\sigma(-x)(1 - 2t), \\quad C' = (1 - t)\\,\\sigma(x) - t\\,\\sigma(-x)",
    hessian = "a\\,[\\gamma(\\gamma - 1) M^{\\gamma - 2} M'^2 C + \\gamma M^{\\gamma - 1}(M'' C + 2 M' C') + M^\\gamma \\sigma(x)\\,\\sigma(-x)], \\quad M'' = \\sigma(x)\\,\\sigma(-x)(\\sigma(-x) - \\sigma(x))(1 - 2t)",
    edges = {"With alpha = null or -1 the balancing factor a is omitted.",
            "With gamma = 0 it is binary cross-entropy, weighted by a.",
            "For gamma > 0, loss, gradient and Hessian are 0 where M is 0.",
            "The Hessian changes sign for badly misclassified samples; close to that point its error is relative to its terms.",
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
        value = "weight of positives; negatives have weight 1 - alpha; null or -1 for no weighting",
        within = "-1 or [0, 1]") @Nullable Double alpha,
    @Option(
        value = "focusing exponent: larger values down-weight well-classified samples more",
        within = "[0, inf)") double gamma)
        implements ElementwiseLoss {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits of the positive class").twiceDifferentiable(),
            Input.numbers("targets", "labels: 1, 0, or soft labels in between").within("[0, 1]"));

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
    public List<Intermediate> intermediates() {
        return FocalTerm.INTERMEDIATES;
    }

    @Override
    public double value(double[] inputs) {
        double target = inputs[1];
        return balanced(target, isHard(target)
                ? hardTarget(inputs).value()
                : new SoftFocal(FocalTerm.sigmoid(inputs, 1), target, gamma).value());
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        double target = inputs[1];
        if (isHard(target)) {
            double derivative = balanced(target, hardTarget(inputs).derivative());
            gradient[0] = target == 0 ? derivative : 0.0 - derivative;
        } else {
            gradient[0] = balanced(target, new SoftFocal(FocalTerm.sigmoid(inputs, 1), target, gamma).derivative());
        }
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        double target = inputs[1];
        hessian[0] = balanced(target, isHard(target)
                ? hardTarget(inputs).curvature()
                : new SoftFocal(FocalTerm.sigmoid(inputs, 1), target, gamma).curvature());
    }

    private static boolean isHard(double target) {
        return target == 0 || target == 1;
    }

    private FocalTerm hardTarget(double[] inputs) {
        return new FocalTerm(FocalTerm.sigmoid(inputs, 1 - 2 * inputs[1]), gamma);
    }

    /** A value times α for a positive, 1 - α for a negative; a factor of 0 makes it 0 even if it is infinite. */
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
