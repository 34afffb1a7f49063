package dev.nabla.loss.classification;

import dev.nabla.kernel.DoubleDouble;
import dev.nabla.kernel.Pair;
import dev.nabla.kernel.ScaledBinaryCrossEntropy;
import dev.nabla.kernel.ScaledDoubleDouble;
import dev.nabla.kernel.WeightedBinaryCrossEntropy;
import dev.nabla.loss.Definition;
import dev.nabla.loss.Definition.Example;
import dev.nabla.loss.ElementwiseLoss;
import dev.nabla.loss.Input;
import dev.nabla.loss.Intermediate;
import dev.nabla.loss.ShapeRules;
import dev.nabla.loss.TargetDerivatives;
import dev.nabla.option.Option;
import dev.nabla.option.OptionSpec;
import java.util.List;

/** Binary cross-entropy of the sigmoid σ(x), computed from the logit x without loss of digits. */
@Definition(
    aliases = {"bce_with_logits", "sigmoid_cross_entropy", "sigmoid_binary_cross_entropy(reduction=none)",
            "half_binomial"},
    summary = "Binary cross-entropy between logits and labels, accurate for logits of any size.",
    formula = "(1 - t)\\,\\operatorname{sp}(x) + w\\,t\\,\\operatorname{sp}(-x), \\quad \\operatorname{sp}(x) = \\log(1 + e^x), \\quad w = \\text{pos\\_weight}",
    gradient = "\\partial_x = (1 - t)\\,\\sigma(x) - w\\,t\\,\\sigma(-x), \\quad \\partial_t = (1 - \\text{label\\_smoothing})\\,(w\\operatorname{sp}(-x) - \\operatorname{sp}(x))",
    hessian = "\\partial_x^2 = (1 - t + w\\,t)\\,\\sigma(x)\\,\\sigma(-x), \\quad \\partial_t^2 = 0",
    edges = {"Label smoothing replaces t by t(1 - label_smoothing) + label_smoothing/2.",
            "At x = Infinity and t = 1 loss and gradient are 0; at x = -Infinity and t = 1 the loss is Infinity and the gradient -pos_weight.",
            "A pos_weight of length 1 applies to the whole last axis, as PyTorch broadcasts it.",
            "Does not overflow for any finite x."},
    references = {"PyTorch BCEWithLogitsLoss", "Optax sigmoid_binary_cross_entropy", "scikit-learn HalfBinomialLoss"},
    examples = {
            @Example(name = "Three logits", body = """
                {"predictions": [0.5, -2.0, 3.0], "targets": [1, 0.25, 0]}"""),
            @Example(name = "Positives weighted by 3", body = """
                        {"predictions": [0.5, -2.0, 3.0], "targets": [1, 0.25, 0], "pos_weight": 3}"""),
            @Example(
                name = "One weight per label",
                body = """
                        {"predictions": [[0.5, -2.0], [3.0, 40.0]], "targets": [[1, 0], [0, 1]], "pos_weight": [2, 0.5], "reduction": "none"}""")})
public record BinaryCrossEntropyWithLogits(
    @Option(value = "fraction by which every target is moved toward 1/2", within = "[0, 1]") double labelSmoothing)
        implements ElementwiseLoss, TargetDerivatives {

    private static final List<Input> INPUTS = List.of(
            Input.numbers("predictions", "logits of the positive class").twiceDifferentiable(),
            Input.numbers("targets", "labels: 1, 0, or soft labels in between").within("(-inf, inf)")
                    .twiceDifferentiable(),
            Input.parameters("pos_weight", "weight of positive targets", ShapeRules.NUMBER_OR_LAST_AXIS, 1)
                    .within("[0, inf)"));

    private static final List<Intermediate> INTERMEDIATES = List.of(
            Intermediate.exp((inputs, i) -> -Math.abs(inputs[0][i])),
            Intermediate.softplus((inputs, i) -> -Math.abs(inputs[0][i])));

    private static final int TAIL = 3;
    private static final int SOFTPLUS = 4;

    public BinaryCrossEntropyWithLogits {
        OptionSpec.check(BinaryCrossEntropyWithLogits.class, "labelSmoothing", labelSmoothing);
    }

    public BinaryCrossEntropyWithLogits() {
        this(0);
    }

    @Override
    public List<Input> inputs() {
        return INPUTS;
    }

    @Override
    public List<Intermediate> intermediates() {
        return INTERMEDIATES;
    }

    @Override
    public double value(double[] inputs) {
        double loss = outcome(inputs).value(inputs[0], inputs[SOFTPLUS]);
        return Double.isFinite(loss) ? loss : scaled(inputs).value(inputs[0]);
    }

    @Override
    public void gradient(double[] inputs, double[] gradient) {
        double slope = outcome(inputs).gradient(inputs[0], inputs[TAIL]);
        gradient[0] = Double.isFinite(slope) ? slope : scaled(inputs).gradient(inputs[0]);
    }

    @Override
    public void hessian(double[] inputs, double[] hessian) {
        double curvature = outcome(inputs).hessian(inputs[TAIL]);
        hessian[0] = Double.isFinite(curvature) ? curvature : scaled(inputs).hessian(inputs[0]);
    }

    private WeightedBinaryCrossEntropy outcome(double[] inputs) {
        Pair target = Pair.of(smoothed(inputs));
        return new WeightedBinaryCrossEntropy(Pair.of(1).minus(target), target.times(inputs[2]));
    }

    private ScaledBinaryCrossEntropy scaled(double[] inputs) {
        DoubleDouble target = smoothed(inputs);
        return new ScaledBinaryCrossEntropy(ScaledDoubleDouble.of(DoubleDouble.of(1).minus(target)),
                ScaledDoubleDouble.of(target).times(inputs[2]));
    }

    private DoubleDouble smoothed(double[] inputs) {
        return LabelSmoothing.smooth(inputs[1], labelSmoothing, 2);
    }

    @Override
    public double targetGradient(double[] inputs) {
        double x = inputs[0];
        DoubleDouble share = DoubleDouble.difference(1, labelSmoothing);
        double slope = new WeightedBinaryCrossEntropy(Pair.of(share.negated()), Pair.of(share).times(inputs[2]))
                .value(x, inputs[SOFTPLUS]);
        return Double.isFinite(slope)
                ? slope
                : new ScaledBinaryCrossEntropy(ScaledDoubleDouble.of(share.negated()),
                        ScaledDoubleDouble.of(share).times(inputs[2])).value(x);
    }

    @Override
    public double targetHessian(double[] inputs) {
        return 0;
    }
}
